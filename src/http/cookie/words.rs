//! What the attributes of `Set-Cookie` say (RFC 6265bis §4.1.2).

/// What an attribute says, without regard to case; `None` for one that browsers ignore.
pub fn attribute_meaning(name: &str, value: &str) -> Option<&'static str> {
    const SAME_SITE: [(&str, &str); 3] = [
        ("Strict", "no request from another site carries it"),
        ("Lax", "of requests from other sites only a followed link carries it"),
        ("None", "requests from other sites carry it, too"),
    ];
    const MEANINGS: [(&str, &str); 9] = [
        ("Domain", "the hosts that get it: this one and those below it"),
        ("Path", "the paths that get it: this one and those below it"),
        ("Expires", "when the browser forgets it"),
        ("Max-Age", "the seconds until the browser forgets it, 400 days at most; goes before Expires"),
        ("Secure", "it is sent over HTTPS only"),
        ("HttpOnly", "scripts of the page cannot read it"),
        ("SameSite", "whether requests from other sites carry it"),
        ("Partitioned", "each site that embeds this one gets a jar of its own"),
        ("Priority", "which cookies Chromium drops last when there are too many"),
    ];
    let say = |list: &[(&str, &'static str)], name: &str| {
        list.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, words)| *words)
    };
    let mode = if name.eq_ignore_ascii_case("SameSite") { say(&SAME_SITE, value) } else { None };
    mode.or_else(|| say(&MEANINGS, name))
}

#[cfg(test)]
mod tests {
    use super::attribute_meaning;

    #[test]
    fn the_modes_of_same_site_are_told_apart() {
        assert_eq!(attribute_meaning("samesite", "NONE"), Some("requests from other sites carry it, too"));
        assert_eq!(attribute_meaning("SameSite", "odd"), Some("whether requests from other sites carry it"));
        assert_eq!(attribute_meaning("Path", "None"), attribute_meaning("Path", "/"));
        assert_eq!(attribute_meaning("Colour", "None"), None);
    }
}
