//! wenmai
fn main() {}
