//! What the browser's cross-origin rules did.

rules! { "cors": }
