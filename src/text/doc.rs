//! The shape of a rule's or a server's words. Everything is `'static`: `text/build` writes it from
//! Markdown, so the program holds no Markdown parser.

/// A run of text with its inline marks.
pub type Words = &'static [Word];

/// A piece of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// Plain text.
    Text(&'static str),
    /// `` `code` ``.
    Code(&'static str),
    /// `**strong**`.
    Strong(&'static str),
    /// `{name}`: a value from the exchange, put in as text.
    Value(&'static str),
    /// A link; opened only on a click.
    Link {
        /// What it says.
        text: &'static str,
        /// Where it leads.
        url: &'static str,
    },
}

/// A paragraph, list or piece of code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Words),
    /// A code block.
    Code {
        /// `nginx`, `js`, `sh` …
        lang: &'static str,
        /// As it stands.
        text: &'static str,
    },
    /// A bullet list.
    List(&'static [Words]),
}

/// The words of one cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CauseText {
    /// `token-expired`.
    pub id: &'static str,
    /// The failing state in at most 70 characters.
    pub title: &'static str,
    /// What happened.
    pub say: &'static [Block],
    /// Why this happens.
    pub why: &'static [Block],
    /// How to fix it, in order.
    pub fix: &'static [Step],
    /// What people try in vain.
    pub not: &'static [Words],
    /// What tells it apart from its neighbours.
    pub tell: &'static [Tell],
    /// More exact words for a known server or reason.
    pub variants: &'static [Variant],
    /// The defining documents.
    pub references: &'static [Reference],
}

/// One step of a fix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Who does it.
    pub side: Side,
    /// What to do.
    pub action: Words,
    /// Why it works.
    pub why: Words,
    /// What you should see then.
    pub expect: Words,
    /// Code that goes with it.
    pub code: &'static [Block],
    /// The remedy in the files of servers that shows how it is done there.
    pub remedy: Option<&'static str>,
}

/// Where a fix is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// In the page or app that makes the request.
    Client,
    /// On the server that answers, or before it.
    Server,
}

/// What tells a cause apart from a neighbour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tell {
    /// The neighbour.
    pub cause: &'static str,
    /// What you would see if it were the neighbour.
    pub words: Words,
}

/// More exact words for a case that a rule recognises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Variant {
    /// The name by which the rule chooses it.
    pub key: &'static str,
    /// What happened in this case.
    pub say: &'static [Block],
    /// What to do in this case; empty where the steps of the cause say it.
    pub fix: Words,
    /// Whether it says the first step of its side in better words, and so stands in its place.
    pub instead: bool,
    /// Who does it; as in the first step of the cause, where nothing is said.
    pub side: Option<Side>,
}

/// A defining document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference {
    /// `RFC 7519 §4.1.4: exp claim`.
    pub title: &'static str,
    /// Its address.
    pub url: &'static str,
}

/// The words of one server or framework.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServerText {
    /// `nginx`.
    pub id: &'static str,
    /// `nginx`, `Spring Security`.
    pub name: &'static str,
    /// `web-server`, `framework` …
    pub layer: &'static str,
    /// What shows that it made this answer, as `where: text` lines.
    pub answers: &'static [(&'static str, &'static str)],
    /// What shows that it stands on the way.
    pub present: &'static [(&'static str, &'static str)],
    /// What others show, too: it is not named for that, but its remedies come first.
    pub often: &'static [(&'static str, &'static str)],
    /// Where its logs are.
    pub logs: &'static [Block],
    /// How each remedy is done there.
    pub remedies: &'static [Remedy],
}

/// How one thing is done on one server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Remedy {
    /// `forward-authorization`.
    pub id: &'static str,
    /// The heading.
    pub title: &'static str,
    /// The words and the code.
    pub blocks: &'static [Block],
}

impl Side {
    /// `client`, as in the JSON contract.
    pub fn id(self) -> &'static str {
        match self {
            Side::Client => "client",
            Side::Server => "server",
        }
    }
}

impl CauseText {
    /// A cause whose other words are loaded later.
    pub const fn head(id: &'static str, title: &'static str) -> Self {
        CauseText { id, title, say: &[], why: &[], fix: &[], not: &[], tell: &[], variants: &[], references: &[] }
    }

    /// The variant of that name.
    pub fn variant(&self, key: &str) -> Option<&Variant> {
        self.variants.iter().find(|v| v.key == key)
    }
}
