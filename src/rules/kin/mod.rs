//! Kin of 401, 403 and 404: other statuses, bodies and protocols.

rules! { "kin": }
