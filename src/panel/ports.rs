//! What the panel needs from the place it runs in.

use std::fmt;
use std::sync::Arc;

use leptos::web_sys::Element;

use crate::exchange::{Place, Request};
use crate::instant::Instant;
use crate::text::labels::Language;
use crate::token::signature::VerifyPlan;

/// Takes a file's name and text, or why it could not be read.
pub type ReadText = Arc<dyn Fn(Result<(String, String), String>) + Send + Sync>;

/// Reads what a drop event carries.
pub type ReadDrop = Arc<dyn Fn(leptos::ev::DragEvent, ReadText) + Send + Sync>;

/// Takes why something did not work.
pub type Failed = Arc<dyn Fn(String) + Send + Sync>;

/// Takes one text.
pub type Take = Arc<dyn Fn(&str) + Send + Sync>;
/// Takes a name and the text that goes with it.
pub type TakeNamed = Arc<dyn Fn(&str, &str) + Send + Sync>;
/// Fetches the words of a language and tells whether they came.
pub type FetchWords = Arc<dyn Fn(Language, Arc<dyn Fn(bool) + Send + Sync>) + Send + Sync>;
/// Shows a place where the browser's own tools keep its file; calls back where they have no such file.
pub type OpenFile = fn(&Place, Box<dyn FnOnce()>);
/// Calls back whenever one of the elements got another size, and once at the beginning, before the next frame is drawn.
/// Hands back what ends that.
pub type WatchSize = fn(&[Element], Box<dyn Fn()>) -> Box<dyn FnOnce()>;
/// Looks a name up.
pub type Lookup = Arc<dyn Fn(&str) -> Option<String> + Send + Sync>;

/// Does what is to be done for as long as it is told that there is time, and says whether more is left.
pub type Step = Box<dyn FnMut(&dyn Fn() -> bool) -> bool>;

/// Does long work in tasks so short that the page stays at hand, the first one after so many milliseconds.
pub type WorkThrough = Arc<dyn Fn(i32, Step) + Send + Sync>;

/// Carries out plans to check a signature and hands back what came of each: whether it fits, `None`
/// where the numbers of the key are no key. All is `None` where the browser lacks the algorithm.
pub type Verify = Arc<dyn Fn(Vec<VerifyPlan>, Box<dyn FnOnce(Option<Vec<(VerifyPlan, Option<bool>)>>)>) + Send + Sync>;

/// Gives something up.
pub type Forget = Arc<dyn Fn() + Send + Sync>;

/// The panel's ways out. A port that is `None` has no control on screen.
#[derive(Clone)]
pub struct Ports {
    /// Puts text on the clipboard.
    pub copy: Take,
    /// Saves text as a file of that name.
    pub download: Option<TakeNamed>,
    /// Opens an address in a new tab; called only from a click on a control that names its host.
    pub open_link: Take,
    /// Keeps a setting.
    pub store: TakeNamed,
    /// Gives a setting back.
    pub load: Lookup,
    /// Shows the requests to a URL in the browser's Network panel.
    pub reveal_in_network: Option<Take>,
    /// Shows what was loaded from a URL, a script or a response, where the browser's own tools keep it.
    pub open_file: Option<OpenFile>,
    /// Repeats a request in the inspected page. Its answer arrives as a new exchange; `Failed` is told
    /// where the page cannot run it.
    pub check_again: Option<Arc<dyn Fn(Request, Failed) + Send + Sync>>,
    /// Lets the user choose a file and reads it as text.
    pub choose_file: Option<Arc<dyn Fn(ReadText) + Send + Sync>>,
    /// Reads the file that was dropped on the panel as text.
    pub read_drop: Option<ReadDrop>,
    /// Checks signatures. `None` where the page is not secure, so that the browser offers no means.
    pub verify: Option<Verify>,
    /// Fetches the words of a language that are not compiled in.
    pub fetch_words: Option<FetchWords>,
    /// The reader's languages as tags (BCP 47), best first.
    pub languages: Vec<String>,
    /// Reads a recording of typical refusals, to show what the panel does.
    pub example: Option<Arc<dyn Fn(ReadText) + Send + Sync>>,
    /// How long work is done. `None`: all at once.
    pub work_through: Option<WorkThrough>,
    /// Shows the number of failures outside the panel.
    pub badge: Option<Arc<dyn Fn(usize) + Send + Sync>>,
    /// Gives up what is held for a panel that is loaded again, because the user cleared this one.
    pub forget: Option<Forget>,
    /// Keeps whether requests are recorded for a panel that is loaded again.
    pub record: fn(bool),
    /// Tells of elements that get another size.
    pub watch_size: WatchSize,
    /// The computer's time zone: minutes to add to UTC at a moment.
    pub utc_offset: fn(Instant) -> i32,
    /// Whether the keyboard has a Command key.
    pub mac: bool,
}

impl Ports {
    /// Ports that lead nowhere, for tests.
    pub fn none() -> Self {
        Ports {
            copy: Arc::new(|_| ()),
            download: None,
            open_link: Arc::new(|_| ()),
            store: Arc::new(|_, _| ()),
            load: Arc::new(|_| None),
            reveal_in_network: None,
            open_file: None,
            check_again: None,
            choose_file: None,
            read_drop: None,
            fetch_words: None,
            languages: Vec::new(),
            verify: None,
            example: None,
            work_through: None,
            badge: None,
            forget: None,
            record: |_| (),
            watch_size: |_, _| Box::new(|| ()),
            utc_offset: |_| 0,
            mac: false,
        }
    }
}

impl fmt::Debug for Ports {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.debug_struct("Ports").field("mac", &self.mac).finish_non_exhaustive()
    }
}
