//! Runs every example of `src/servers/*.md`: what a server's file says of its answers is its test.

mod common;

use common::example::{self, Expect};
use latchkey::diagnosis::diagnose;
use latchkey::servers::{Answerer, Layer, SERVERS};

/// An example under `answers` names the server, with a reason; one under `other` does not.
#[test]
fn examples_prove_who_answered() {
    let mut problems = Vec::new();
    let files = example::files("src/servers");
    for server in SERVERS.iter().filter(|s| s.layer != "page") {
        let file = files.iter().find(|f| f.id == server.id).expect("each server is a file");
        for wanted in [Expect::Answers, Expect::Other] {
            if !file.examples.iter().any(|e| e.expect == wanted) {
                problems.push(format!("{}: no example under {wanted:?}", file.path));
            }
        }
        for example in &file.examples {
            let (history, judged) = example.history();
            let by = diagnose(&history, judged).expect("the example has an exchange to judge").answered_by;
            if let Some(problem) = judge(server.id, server.layer, example.expect, &by) {
                problems.push(format!("{}:{}: {problem}, because of {:?}", file.path, example.line, by.because));
            }
        }
    }
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}

fn judge(id: &str, layer: &str, expect: Expect, by: &Answerer) -> Option<String> {
    let named = by.server.map(|s| s.id);
    match expect {
        Expect::Answers if named != Some(id) => Some(format!("{named:?} is named")),
        Expect::Answers if by.because.is_none() => Some("no reason is given".into()),
        // What only shows a framework leaves open whether the application's own code answered.
        Expect::Answers if by.layer.id() != layer && by.layer != Layer::Application => {
            Some(format!("it stands at the layer {}", by.layer.id()))
        }
        Expect::Other if named == Some(id) => Some("it is named".into()),
        Expect::Answers | Expect::Other => None,
        _ => Some("a server's example is `answers` or `other`".into()),
    }
}
