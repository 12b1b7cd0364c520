//! Negotiate and NTLM: Windows login (RFC 4559, MS-NLMP).
//!
//! # Example values
//! * `Negotiate`, `NTLM`: the server offers it
//! * `Negotiate oYG2MIGzoAMKAQCh…`: the server answers with its part of the handshake

use super::ntlm::{self, AvValue, Message, NtResponse, Ntlm};
use super::scheme::base64;
use super::spnego::{self, Kerberos, Mechanism, Token};
use super::{Iana, Param, Scheme, Takes, View};
use crate::http::challenge::Params;

pub(super) const SCHEMES: &[Scheme] = &[
    Scheme {
        names: &["Negotiate"],
        iana: Iana::Registered,
        summary: "Windows login with Kerberos, or with NTLM where Kerberos is not possible. It takes two or three requests on one connection, and the browser does it alone.",
        reference: "RFC 4559",
        credentials_take: Takes::Token68,
        challenge: &[Param::new("", "the server's part of the handshake, in base64")],
        credentials: &[Param::new("", "the client's part of the handshake, in base64").required().secret()],
        look,
    },
    Scheme {
        names: &["NTLM"],
        iana: Iana::NotRegistered,
        summary: "The older Windows login: three messages on one connection prove the password. The browser does it alone.",
        reference: "MS-NTHT",
        credentials_take: Takes::Token68,
        challenge: &[Param::new("", "the NTLM challenge message (type 2), in base64")],
        credentials: &[Param::new("", "an NTLM message (type 1 or 3), in base64").required().secret()],
        look,
    },
];

fn look(view: &mut View<'_>) {
    let Some(text) = view.params.token68().map(str::to_owned) else {
        if view.is_challenge && *view.params == Params::None {
            view.note("Without data it is the offer that opens the handshake: this refusal is expected.");
        }
        return;
    };
    let Some(bytes) = base64(&text) else {
        return view.note_param("", "It is not valid base64.");
    };
    let faults = if view.out.title.eq_ignore_ascii_case("NTLM") {
        let (message, faults) = ntlm::read(&bytes);
        match &message {
            Some(message) => show_ntlm(view, message),
            None => view.note_param("", "It does not start as an NTLM message does (NTLMSSP)."),
        }
        faults
    } else {
        let (token, faults) = spnego::read(&bytes);
        if let Some(token) = &token {
            show_token(view, token);
        }
        faults
    };
    for fault in faults.iter().take(4) {
        view.note_param("", format!("Byte {} of the decoded message: {}.", fault.at, fault.what));
    }
}

fn show_token(view: &mut View<'_>, token: &Token) {
    match token {
        Token::Initial { inner, .. } => show_token(view, inner),
        Token::NegTokenInit(init) => {
            view.part("", "mechanisms", names(&init.mechanisms), "the ways to log in that are on offer, best first");
            if let Some(inner) = &init.token {
                show_token(view, inner);
            }
        }
        Token::NegTokenResp(answer) => {
            if let Some(state) = answer.state_name() {
                view.part("", "state", state, "how far the handshake is");
            }
            if answer.state == Some(2) {
                view.note_param("", "The server rejects the handshake.");
            }
            if let Some(mechanism) = &answer.mechanism {
                view.part("", "mechanism", names(std::slice::from_ref(mechanism)), "the way to log in that was chosen");
            }
            if let Some(inner) = &answer.token {
                show_token(view, inner);
            }
        }
        Token::Kerberos(message) => show_kerberos(view, message),
        Token::Ntlm(message) => {
            view.note_param("", "NTLM stands inside Negotiate: Kerberos is not in use.");
            show_ntlm(view, message);
        }
        Token::Unknown { .. } => view.note_param("", "It holds something that is neither SPNEGO, Kerberos nor NTLM."),
    }
}

fn names(mechanisms: &[Mechanism]) -> String {
    mechanisms.iter().map(|one| one.name().unwrap_or(&one.0)).collect::<Vec<_>>().join(", ")
}

fn show_kerberos(view: &mut View<'_>, message: &Kerberos) {
    let ticket = message.ticket.as_ref();
    let realm = ticket.and_then(|ticket| ticket.realm.as_ref()).or(message.realm.as_ref());
    if let Some(realm) = realm {
        view.part("", "Kerberos realm", realm.as_str(), "the realm (Windows domain) of the service");
    }
    if let Some(service) = ticket.and_then(|ticket| ticket.service.as_ref()).or(message.service.as_ref()) {
        view.part(
            "",
            "SPN",
            service.parts.join("/"),
            "the service that the ticket is for; it must be the server's own",
        );
    }
    if let Some(error) = message.error {
        view.part("", "Kerberos error", error.to_string(), "why Kerberos refused, as a number of RFC 4120 §7.5.9");
    }
}

fn show_ntlm(view: &mut View<'_>, message: &Ntlm) {
    view.note_param("", format!("An NTLM message, {}.", message.words()));
    let mut name = |name, value: &Option<String>, meaning| {
        if let Some(value) = value.as_ref().filter(|value| !value.is_empty()) {
            view.part("", name, value.as_str(), meaning);
        }
    };
    match &message.message {
        Message::Negotiate { domain, workstation, .. } => {
            name("domain", domain, "the domain of the computer");
            name("workstation", workstation, "the name of the computer");
        }
        Message::Challenge { target_name, target_info, .. } => {
            name("target", target_name, "the server's domain or name");
            for pair in target_info {
                match &pair.value {
                    AvValue::Text(text) => view.part("", pair.name(), text.as_str(), pair.words()),
                    AvValue::Time(at) => view.part("", pair.name(), at.iso(), pair.words()),
                    AvValue::End | AvValue::Flags(_) | AvValue::Bytes { .. } => {}
                }
            }
        }
        Message::Authenticate(proof) => {
            name("user", &proof.user, "the user who logs in");
            name("domain", &proof.domain, "the user's domain");
            name("workstation", &proof.workstation, "the name of the computer");
            match &proof.nt_response {
                NtResponse::V1 { .. } => view.note_param("", "The proof is NTLMv1, which current servers refuse."),
                NtResponse::None => view.note_param("", "There is no NT proof: an anonymous login."),
                NtResponse::V2 { time, target_info, .. } => {
                    if let Some(at) = time {
                        view.part("", "time", at.iso(), "when the proof was made; servers refuse one that is far off");
                    }
                    // The rest repeats what the server said.
                    for pair in target_info.iter().filter(|pair| pair.id == ntlm::TARGET_NAME) {
                        if let AvValue::Text(text) = &pair.value {
                            view.part("", "SPN", text.as_str(), pair.words());
                        }
                    }
                }
            }
        }
    }
    if let Some(version) = &message.version {
        let words = format!("{}.{} build {}", version.major, version.minor, version.build);
        view.part("", "version", words, "the Windows of the sender, as it says");
    }
    let flags: Vec<&str> = message.flags.names().map(|(name, _)| name).collect();
    view.part("", "flags", flags.join(" "), "what the sender can do, or what both agreed on (MS-NLMP §2.2.2.5)");
}
