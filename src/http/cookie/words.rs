//! What the attributes of `Set-Cookie` say (RFC 6265bis §4.1.2).

/// What an attribute says, without regard to the case of its name; `None` for one that browsers ignore.
pub fn attribute_meaning(name: &str) -> Option<&'static str> {
    const MEANINGS: [(&str, &str); 9] = [
        ("Domain", "the hosts that get it: this one and those below it"),
        ("Path", "the paths that get it: this one and those below it"),
        ("Expires", "when the browser forgets it"),
        ("Max-Age", "the seconds until the browser forgets it; goes before Expires"),
        ("Secure", "it is sent over HTTPS only"),
        ("HttpOnly", "scripts of the page cannot read it"),
        ("SameSite", "whether requests from other sites carry it"),
        ("Partitioned", "each site that embeds this one gets a jar of its own"),
        ("Priority", "which cookies Chromium drops last when there are too many"),
    ];
    MEANINGS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, words)| *words)
}
