//! The development server in front of an application.

use super::Facts;

/// Paths that only a development server of Vite, webpack or Next.js has.
const MARKS: &[&str] = &[
    "/@vite/client", "/@react-refresh", "/__webpack_hmr", "/_next/webpack-hmr", "/static/js/bundle.js", "/ng-cli-ws",
    "/sockjs-node", "/@id/", "/@fs/", "/@hmr",
];

/// Headers by which an application names itself.
const NAMES: &[&str] = &["x-powered-by", "server", "x-served-by", "via"];

impl<'x> Facts<'x> {
    /// An exchange by which the origin shows that it is a development server.
    pub fn dev_server(self) -> Option<Facts<'x>> {
        self.nearby().filter(|f| self.same_origin(*f)).find(|f| {
            let path = f.url().path();
            MARKS.iter().any(|m| path.contains(m)) || path.contains("hot-update.")
        })
    }

    /// The header by which another program than this development server shows that it answered: the
    /// server passed the call on.
    pub fn passed_on_by(self, dev: Facts) -> Option<&'static str> {
        NAMES.iter().find(|name| self.header(name).is_some() && dev.header(name).is_none()).copied()
    }
}
