//! What a rule found: a cause with its certainty, its evidence and the values its words need.

use std::fmt;
use std::ops::{Deref, DerefMut, Range};

use crate::history::ExchangeId;
use crate::instant::Instant;

/// The id of a cause, `token-expired`: the stem of the rule's files.
pub type CauseId = &'static str;

/// What one exchange ends in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// Something must change.
    Failure,
    /// It failed, and a later exchange of the same route succeeded after a refresh or a retry.
    Recovered,
    /// A normal leg of a protocol: a handshake, a nonce, "not signed in yet".
    Expected,
    /// A 404 that nobody needs to fix.
    Noise,
    /// Nothing is wrong; it may carry hints.
    Ok,
}

/// How sure a finding is. Kept apart from how bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Certainty {
    /// It fits; a look at a server log is needed, and the words say which.
    Possible,
    /// It fits best; the words say what would settle it.
    Likely,
    /// The evidence proves it. This may never be wrong.
    Certain,
}

/// How close the evidence is to the cause; it ranks findings of equal certainty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Closeness {
    /// Nothing more specific fits.
    Remainder,
    /// The form of the answer is typical for the cause.
    Shape,
    /// The server names the cause in words or in a code.
    Stated,
    /// The defect itself is visible: in the request, the token, the clocks or the sequence.
    Seen,
}

/// One cause found for one exchange; its fields are those of [`Found`].
///
/// One pointer, because hundreds of rules hand it on at each step: it stays in a register, where a whole record is copied.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding(Box<Found>);

/// What a [`Finding`] says.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Which cause; set by the engine from the rule's file name.
    pub cause: CauseId,
    /// How sure.
    pub certainty: Certainty,
    /// How close the evidence is to the cause.
    pub closeness: Closeness,
    /// What the exchange ends in if this finding stands.
    pub verdict: Verdict,
    /// What it rests on, most telling first.
    pub evidence: Vec<Evidence>,
    /// The values for the placeholders of the rule's words.
    pub values: Vec<(&'static str, String)>,
    /// The variant of the rule's words that fits (`### key` in its Markdown).
    pub variant: Option<&'static str>,
    /// Causes that this finding explains away: they are listed after it whatever their rank.
    pub over: Vec<CauseId>,
    /// Whether it keeps the answer from the page: every cause that the answer tells is then listed
    /// after it.
    pub hides_answer: bool,
}

/// One thing that was seen, quoted from where it stands; its fields are those of [`Quoted`].
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence(Box<Quoted>); // one pointer, as `Finding` is

/// What an [`Evidence`] quotes.
#[derive(Clone, Debug, PartialEq)]
pub struct Quoted {
    /// Where it stands.
    pub from: Source,
    /// What stands there, as text.
    pub quote: String,
    /// The bytes of the quote within its source, where that helps.
    pub at: Option<Range<usize>>,
    /// The moment that the quote ends in, or is as a whole, so that it can be shown by another clock.
    pub moment: Option<Instant>,
    /// Whether the quote is a secret, to be masked wherever it is shown.
    pub secret: bool,
}

/// Where evidence stands.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// The status code of the response.
    Status,
    /// The request's method.
    Method,
    /// The request's URL.
    Url,
    /// A request header, by its name as usually written.
    RequestHeader(String),
    /// The request's body.
    RequestBody,
    /// A response header.
    ResponseHeader(String),
    /// The response's body.
    ResponseBody,
    /// A claim of the token in the request.
    Claim(String),
    /// A parameter of the token's JOSE header.
    TokenHeader(String),
    /// The browser's own error text.
    BrowserError,
    /// The computer's clock against the server's.
    Clock,
    /// Another exchange of the same recording.
    Exchange(ExchangeId),
}

impl Finding {
    /// The evidence proves it.
    pub fn certain() -> Self {
        Finding::new(Certainty::Certain)
    }

    /// It fits best.
    pub fn likely() -> Self {
        Finding::new(Certainty::Likely)
    }

    /// It fits, among others.
    pub fn possible() -> Self {
        Finding::new(Certainty::Possible)
    }

    /// With the given certainty; the server named the cause unless said otherwise.
    pub fn new(certainty: Certainty) -> Self {
        Finding(Box::new(Found {
            cause: "",
            certainty,
            closeness: Closeness::Stated,
            verdict: Verdict::Failure,
            evidence: Vec::new(),
            values: Vec::new(),
            variant: None,
            over: Vec::new(),
            hides_answer: false,
        }))
    }

    /// As a finding of this cause.
    pub fn of(mut self, cause: CauseId) -> Self {
        self.cause = cause;
        self
    }

    /// The defect itself is visible.
    pub fn seen(mut self) -> Self {
        self.closeness = Closeness::Seen;
        self
    }

    /// Only the form of the answer speaks for it.
    pub fn shape(mut self) -> Self {
        self.closeness = Closeness::Shape;
        self
    }

    /// Nothing more specific fits.
    pub fn remainder(mut self) -> Self {
        self.closeness = Closeness::Remainder;
        self
    }

    /// The verdict if this finding stands; `Failure` unless said otherwise.
    pub fn verdict(mut self, verdict: Verdict) -> Self {
        self.verdict = verdict;
        self
    }

    /// Adds evidence.
    pub fn because(mut self, evidence: Evidence) -> Self {
        self.evidence.push(evidence);
        self
    }

    /// Adds evidence quoted from a source.
    pub fn quote(self, from: Source, quote: impl fmt::Display) -> Self {
        self.because(Evidence::new(from, quote.to_string()))
    }

    /// Adds evidence where there is some.
    pub fn maybe(mut self, evidence: Option<Evidence>) -> Self {
        self.evidence.extend(evidence);
        self
    }

    /// Sets a value for a placeholder of the words.
    pub fn value(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.values.push((name, value.to_string()));
        self
    }

    /// Chooses a variant of the words.
    pub fn variant(mut self, key: &'static str) -> Self {
        self.variant = Some(key);
        self
    }

    /// Says that the page cannot read the answer because of this.
    pub fn hides_answer(mut self) -> Self {
        self.hides_answer = true;
        self
    }

    /// Lists a cause that this finding explains away.
    #[inline(never)] // rules call it hundreds of times
    pub fn over(mut self, cause: CauseId) -> Self {
        self.over.push(cause);
        self
    }
}

impl Evidence {
    /// A quote from a source.
    pub fn new(from: Source, quote: impl Into<String>) -> Self {
        Evidence(Box::new(Quoted { from, quote: quote.into(), at: None, moment: None, secret: false }))
    }

    /// A quote that must be masked when shown.
    pub fn secret(from: Source, quote: impl Into<String>) -> Self {
        let mut evidence = Evidence::new(from, quote);
        evidence.secret = true;
        evidence
    }

    /// A quote that is the moment `at` after the words of `lead`, which may be empty.
    pub fn moment(from: Source, lead: &str, at: Instant) -> Self {
        Evidence::new(from, lead.to_owned() + &at.iso()).tells(at)
    }

    /// Says that the quote as a whole, such as an HTTP date, names this moment.
    pub fn tells(mut self, at: Instant) -> Self {
        self.moment = Some(at);
        self
    }

    /// Says which bytes of the source are quoted.
    pub fn at(mut self, at: Range<usize>) -> Self {
        self.at = Some(at);
        self
    }

    /// What it quotes, to be taken apart.
    pub fn into_quoted(self) -> Quoted {
        *self.0
    }

    /// A quote from a request header.
    pub fn request_header(name: &str, quote: impl Into<String>) -> Self {
        Evidence::new(Source::RequestHeader(name.into()), quote)
    }

    /// A quote from a response header.
    pub fn response_header(name: &str, quote: impl Into<String>) -> Self {
        Evidence::new(Source::ResponseHeader(name.into()), quote)
    }

    /// A claim of the token in the request.
    pub fn claim(name: &str, quote: impl Into<String>) -> Self {
        Evidence::new(Source::Claim(name.into()), quote)
    }

    /// A claim that names a moment (a NumericDate, RFC 7519 §2).
    pub fn claim_time(name: &str, at: Instant) -> Self {
        Evidence::moment(Source::Claim(name.into()), "", at)
    }

    /// Another exchange.
    pub fn exchange(id: ExchangeId, quote: impl Into<String>) -> Self {
        Evidence::new(Source::Exchange(id), quote)
    }
}

impl Deref for Finding {
    type Target = Found;

    fn deref(&self) -> &Found {
        &self.0
    }
}

impl DerefMut for Finding {
    fn deref_mut(&mut self) -> &mut Found {
        &mut self.0
    }
}

impl Deref for Evidence {
    type Target = Quoted;

    fn deref(&self) -> &Quoted {
        &self.0
    }
}

impl DerefMut for Evidence {
    fn deref_mut(&mut self) -> &mut Quoted {
        &mut self.0
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Source::Status => f.write_str("status"),
            Source::Method => f.write_str("method"),
            Source::Url => f.write_str("url"),
            Source::RequestHeader(name) => write!(f, "request header {name}"),
            Source::RequestBody => f.write_str("request body"),
            Source::ResponseHeader(name) => write!(f, "response header {name}"),
            Source::ResponseBody => f.write_str("response body"),
            Source::Claim(name) => write!(f, "claim {name}"),
            Source::TokenHeader(name) => write!(f, "token header {name}"),
            Source::BrowserError => f.write_str("browser error"),
            Source::Clock => f.write_str("clock"),
            Source::Exchange(id) => write!(f, "exchange {id}"),
        }
    }
}

impl Verdict {
    /// `failure`, as in the JSON contract.
    pub fn id(self) -> &'static str {
        match self {
            Verdict::Failure => "failure",
            Verdict::Recovered => "recovered",
            Verdict::Expected => "expected",
            Verdict::Noise => "noise",
            Verdict::Ok => "ok",
        }
    }
}

impl Certainty {
    /// `certain`, as in the JSON contract.
    pub fn id(self) -> &'static str {
        match self {
            Certainty::Certain => "certain",
            Certainty::Likely => "likely",
            Certainty::Possible => "possible",
        }
    }
}
