//! What many rules ask about the one exchange that is looked at, kept until its diagnosis is done.

use std::cell::OnceCell;
use std::rc::Rc;

use super::kept_cookies::LostCookie;
use super::sentence::Sentence;
use crate::finding::Source;
use crate::history::ExchangeId;
use crate::search::Runs;
use crate::servers::Answerer;

/// Answers that were found once for one exchange. Rows keep what others ask of them too; this goes with the diagnosis.
#[derive(Debug, Default)]
pub struct Memo {
    pub(super) answer: OnceCell<Runs>,
    pub(super) answerer: OnceCell<Answerer>,
    pub(super) sentences: OnceCell<Rc<[Vec<Sentence>]>>,
    pub(super) page_origin: OnceCell<Option<String>>,
    pub(super) lost_cookies: OnceCell<Rc<[LostCookie]>>,
    pub(super) next_same: OnceCell<Option<ExchangeId>>,
    pub(super) same_identity_works: OnceCell<Option<ExchangeId>>,
    pub(super) redirected_from: OnceCell<Option<ExchangeId>>,
    pub(super) refused_tries: OnceCell<Vec<ExchangeId>>,
    pub(super) working_routes: OnceCell<Vec<ExchangeId>>,
    pub(super) carries_identity: OnceCell<bool>,
    pub(super) knows_cookies: OnceCell<bool>,
    pub(super) last_use: OnceCell<Option<ExchangeId>>,
    pub(super) csrf_sent: OnceCell<Option<(Source, String)>>,
}
