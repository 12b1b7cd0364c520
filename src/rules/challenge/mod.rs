//! What the challenge or the way to the server did to the sign-in.

rules! { "challenge":
}
