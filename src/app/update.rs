//! One input at a time: keys to commands, commands to state and effects.

use super::{App, Effect, Input};
use crate::index::Query;
use crate::library::Library;

/// Takes one input. Effects are to be carried out in order.
pub fn update(app: &mut App, _library: &Library, input: Input) -> Vec<Effect> {
    match input {
        Input::Resize(viewport) => {
            app.viewport = viewport;
            Vec::new()
        }
        Input::Found {
            generation,
            results,
        } if generation == app.generation => {
            app.found = results;
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// Takes one input and runs the searches it asks for at once. What is left are effects that only a face can
/// carry out.
pub fn settle(app: &mut App, library: &Library, input: Input) -> Vec<Effect> {
    let mut left = Vec::new();
    let mut inputs = vec![input];
    while let Some(input) = inputs.pop() {
        for effect in update(app, library, input) {
            match effect {
                Effect::Search {
                    generation,
                    query,
                    limit,
                } => inputs.push(Input::Found {
                    generation,
                    results: library.search(&Query::parse(&query), limit),
                }),
                other => left.push(other),
            }
        }
    }
    left
}
