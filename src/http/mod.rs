//! The grammar of HTTP fields that carry authentication. Every parser returns what it read plus
//! faults, and never fails.

mod chars;
mod cursor;
mod ext_value;
mod items;

pub mod auth_info;
pub mod authentication_control;
pub mod challenge;
pub mod clear_site_data;
pub mod cookie;
pub mod cors;
pub mod credentials;
pub mod dpop_nonce;
pub mod idn;
pub mod schemes;
pub mod signature_input;
pub mod signed_url;
pub mod tokens;

pub use cursor::{LONGEST, MOST_FAULTS};
pub use items::MOST_ITEMS;
