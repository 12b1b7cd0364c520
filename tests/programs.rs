//! The code that remedies show is read by the language's own program, where this machine has it. A language
//! without its program is skipped and said; `snippets` holds for it what a host can tell.

use std::io::Write;
use std::process::{Command, Stdio};

use latchkey::rules;
use latchkey::servers::SERVERS;
use latchkey::text::Block;

/// A program that reads texts as a JSON list and writes what is wrong with each, or nothing for it. A
/// snippet may be a whole file or a part of one: the body of a function or a class, a list, a chain.
struct Parser {
    lang: &'static str,
    program: &'static str,
    args: &'static [&'static str],
}

const PARSERS: &[Parser] = &[
    Parser {
        lang: "python",
        program: "python3",
        args: &[
            "-c",
            r#"
import ast, json, sys, textwrap

def wrong(text):
    error = ""
    for whole in (text, "async def f():\n" + textwrap.indent(text, "    ")):
        try:
            ast.parse(whole)
            return ""
        except SyntaxError as e:
            error = error or str(e)
    return error

print(json.dumps([wrong(text) for text in json.load(sys.stdin)]))
"#,
        ],
    },
    Parser {
        lang: "js",
        program: "node",
        args: &[
            "--no-warnings",
            "--experimental-vm-modules",
            "-e",
            r#"
const vm = require('vm');
const wrong = (text) => {
  let first = '';
  for (const whole of [text, `async function f() {\n${text}\n}`]) {
    try { new vm.SourceTextModule(whole); return ''; } catch (error) { first ||= String(error); }
  }
  return first;
};
console.log(JSON.stringify(JSON.parse(require('fs').readFileSync(0, 'utf8')).map(wrong)));
"#,
        ],
    },
    Parser {
        lang: "ruby",
        program: "ruby",
        args: &[
            "-rjson",
            "-e",
            r#"
def wrong(text)
  RubyVM::InstructionSequence.compile(text)
  ""
rescue SyntaxError => e
  e.message
end
puts JSON.generate(JSON.parse(STDIN.read).map { |text| wrong(text) })
"#,
        ],
    },
    Parser {
        lang: "php",
        program: "php",
        args: &[
            "-r",
            r#"
function wrong($text) {
    $first = "";
    $text = preg_replace('/^<\?php/', '', $text);
    foreach (["%s", "return [%s];", "class X { %s {} }", "class X { %s }", "\$app%s;"] as $whole) {
        try {
            token_get_all("<?php\n" . str_replace("%s", $text, $whole), TOKEN_PARSE);
            return "";
        } catch (ParseError $e) {
            $first = $first ?: $e->getMessage();
        }
    }
    return $first;
}
echo json_encode(array_map('wrong', json_decode(stream_get_contents(STDIN))));
"#,
        ],
    },
];

#[test]
fn programs_read_what_is_written_for_them() {
    let mut problems = Vec::new();
    for parser in PARSERS {
        let snippets: Vec<_> = all().filter(|(_, lang, _)| *lang == parser.lang).collect();
        let texts: Vec<_> = snippets.iter().map(|(_, _, text)| *text).collect();
        let Some(said) = parser.read(&texts) else {
            println!("SKIPPED: {} is not here, or does not run", parser.program);
            continue;
        };
        assert!(snippets.len() > 10 && said.len() == snippets.len(), "{}: {} snippets", parser.lang, snippets.len());
        let wrong = snippets.iter().zip(&said).filter(|(_, what)| !what.is_empty());
        problems.extend(wrong.map(|((name, _, text), what)| format!("{name}: {what}\n{text}\n")));
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn programs_refuse_what_is_broken() {
    for parser in PARSERS {
        let Some(said) = parser.read(&["f(1,, 2", "f(1)\n"]) else { continue };
        assert!(!said[0].is_empty(), "{} takes anything", parser.program);
    }
}

fn all() -> impl Iterator<Item = (String, &'static str, &'static str)> {
    let remedies = SERVERS.iter().flat_map(|s| s.remedies.iter().map(|r| (format!("{} {}", s.id, r.id), r.blocks)));
    let steps = rules::all().flat_map(|r| r.text.fix.iter().map(|s| (r.text.id.to_owned(), s.code)));
    remedies.chain(steps).flat_map(|(name, blocks)| {
        blocks.iter().filter_map(move |block| match block {
            Block::Code { lang, text } => Some((name.clone(), *lang, *text)),
            _ => None,
        })
    })
}

impl Parser {
    /// What is wrong with each text, empty where nothing is; `None` where the program is not there or does not run.
    fn read(&self, texts: &[&str]) -> Option<Vec<String>> {
        let mut command = Command::new(self.program);
        command.args(self.args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().ok()?;
        let input = serde_json::to_vec(texts).unwrap();
        child.stdin.take().unwrap().write_all(&input).ok()?;
        let output = child.wait_with_output().ok()?;
        // Some systems have a program of that name which only says where to get the real one.
        if !output.status.success() {
            return None;
        }
        Some(serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{}: {e}", self.program)))
    }
}
