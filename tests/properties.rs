//! Properties over arbitrary input of the fields around authentication: nothing panics, every place
//! is in range, a megabyte takes bounded time.

#[path = "properties/effort.rs"]
mod effort;

#[path = "properties/challenges.rs"]
mod challenges;

#[path = "properties/cookies.rs"]
mod cookies;

#[path = "properties/negotiate.rs"]
mod negotiate;

#[path = "properties/cors.rs"]
mod cors;

#[path = "properties/signed_url.rs"]
mod signed_url;

#[path = "properties/decode.rs"]
mod decode;

#[path = "properties/tokens.rs"]
mod tokens;
