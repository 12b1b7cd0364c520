//! The words of flows.

use super::format;
use crate::flow::{Carried, Flow, Kind, Loss, Outcome, Part, Party, Role, What};
use crate::text::labels::Labels;

/// What the exchanges of a flow do together.
pub fn kind(labels: &Labels, kind: &Kind) -> String {
    match kind {
        Kind::SignIn => labels.flow_sign_in.into(),
        Kind::Renewal => labels.flow_renewal.into(),
        Kind::TokenFetch => labels.flow_fetch.into(),
        Kind::Handshake(scheme) => (labels.flow_handshake)(scheme),
        Kind::Redirects => labels.flow_redirects.into(),
        Kind::Preflight => labels.flow_preflight.into(),
    }
}

/// How many steps, and what came of them.
pub fn outcome(labels: &Labels, flow: &Flow) -> String {
    let came = match flow.outcome() {
        Outcome::Lost(at) => (labels.flow_lost)(at + 1),
        Outcome::Ended(at) => (labels.flow_ended)(at + 1),
        Outcome::NotRepeated => labels.flow_not_repeated.to_owned(),
        Outcome::Intact => labels.flow_intact.to_owned(),
    };
    format!("{} {came}", (labels.flow_count)(flow.steps.len()))
}

/// What one who takes part is.
pub fn role(labels: &Labels, role: Role) -> &'static str {
    match role {
        Role::Browser => labels.party_browser,
        Role::Proxy => labels.party_proxy,
        Role::Site => labels.party_site,
        Role::Server => labels.party_server,
        Role::SignIn => labels.party_sign_in,
    }
}

/// `Sign-in server idp.test`.
pub fn party(labels: &Labels, party: &Party) -> String {
    format!("{} {}", role(labels, party.role), party.name)
}

/// What a step does.
pub fn part(labels: &Labels, part: Part) -> &'static str {
    match part {
        Part::Start => labels.part_start,
        Part::Authorize => labels.part_authorize,
        Part::SignIn => labels.part_sign_in,
        Part::Callback => labels.part_callback,
        Part::Trade => labels.part_trade,
        Part::Use => labels.part_use,
        Part::Refused => labels.part_refused,
        Part::Refresh => labels.part_refresh,
        Part::Retry => labels.part_retry,
        Part::Ask => labels.part_ask,
        Part::Leg => labels.part_leg,
        Part::Proof => labels.part_proof,
        Part::Fetch => labels.part_fetch,
        Part::Preflight => labels.part_preflight,
        Part::Request => labels.part_request,
        Part::Redirected => labels.part_redirected,
        Part::Landed => labels.part_landed,
    }
}

/// What went along: `Bearer token A`.
pub fn carried(labels: &Labels, carried: &Carried) -> String {
    let name = carried.name.as_str();
    let text = match carried.what {
        // Given out it has the name of its member; sent, that of its auth-scheme.
        What::Token if name == "access_token" => labels.carried_access_token.to_owned(),
        What::Token => (labels.carried_token)(name),
        What::Credentials => (labels.carried_credentials)(name),
        What::Message(number) => (labels.carried_message)(usize::from(number)),
        What::Proxy => (labels.carried_proxy)(name),
        What::Proof => labels.carried_proof.into(),
        What::Cookie => (labels.compare_cookie)(name),
        What::Key => (labels.carried_key)(name),
        What::Code => labels.carried_code.into(),
        What::RefreshToken => labels.carried_refresh_token.into(),
        What::Password => labels.carried_password.into(),
        What::Nonce => labels.carried_nonce.into(),
    };
    match &carried.letter {
        Some(letter) => format!("{text} {letter}"),
        None => text,
    }
}

/// Whether it is a message whose bytes tell nothing.
pub fn is_message(carried: &Carried) -> bool {
    matches!(carried.what, What::Message(_))
}

/// What was lost.
pub fn loss(labels: &Labels, loss: &Loss) -> String {
    match loss {
        Loss::OtherOrigin => labels.loss_other_origin.into(),
        Loss::Method(method) => (labels.loss_method)(method),
        Loss::OldToken => labels.loss_old_token.into(),
        Loss::OnTheWay => labels.loss_on_the_way.into(),
        Loss::PreflightAsked => labels.loss_preflight_asked.into(),
        Loss::PreflightRefused(status) => (labels.loss_preflight_refused)(&format::status(*status)),
        Loss::NotSent => labels.loss_not_sent.into(),
        Loss::Kept => labels.loss_kept.into(),
        Loss::CodeAgain => labels.loss_code_again.into(),
        Loss::RefreshAgain => labels.loss_refresh_again.into(),
        Loss::Cookie(name) => (labels.loss_cookie)(name),
    }
}

/// The status of an answer.
pub fn status(labels: &Labels, status: u16) -> String {
    if status == 0 { labels.flow_no_answer.into() } else { status.to_string() }
}
