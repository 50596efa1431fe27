//! (see architecture)
