//! Biscuit tokens (biscuitsec.org): a protobuf of blocks, each signed by the one before. A block holds
//! facts, rules and checks in Datalog.

mod datalog;
#[cfg(test)]
mod tests;
mod wire;

use super::reading::Reading;
use super::{Read, base64url};
use crate::fault::Fault;
use datalog::{Tables, public_key};
use wire::Message;

/// More blocks are counted, but not shown.
const MOST_BLOCKS: usize = 50;

/// Reads what each block says, as far as the token goes.
pub fn read(text: &str) -> Option<Read> {
    // Field 2 (authority), or field 1 (the id of the root key) before it; "biscuit:" is its URI form.
    let body = text.strip_prefix("biscuit:").unwrap_or(text);
    if body.len() < 100 || !body.starts_with(['E', 'C']) || body.contains('.') {
        return None;
    }
    let bytes = base64url::either(body)?;
    let token = Message::read(&bytes);
    // A signed block: its bytes, the next public key, the signature of 64 bytes or more.
    let signed = |bytes| {
        let signed = Message::read(bytes);
        let is_one = signed.whole && signed.bytes(2).is_some() && signed.bytes(3)?.len() >= 64;
        is_one.then_some(signed)
    };
    let authority = signed(token.bytes(2)?)?;
    let first = Message::read(authority.bytes(1)?);
    if !first.whole {
        return None;
    }
    let more: Vec<&[u8]> = token.all(3).collect();
    let mut reading =
        Reading::new("biscuit", "Biscuit").with("blocks", format!("1 of authority, {} that restrict it", more.len()));
    let mut faults = Vec::new();
    match token.bytes(4).map(Message::read) {
        Some(proof) if proof.bytes(2).is_some() => {
            reading = reading.with("state", "sealed: nobody can restrict it further");
        }
        Some(_) => reading = reading.with("state", "open: its holder can restrict it"),
        None => faults.push(Fault::new(text.len(), "the biscuit ends too early: its proof is missing")),
    }
    if let Some(id) = token.number(1) {
        reading = reading.with("root key id", id.to_string());
    }
    let mut tables = Tables::default();
    let mut unread = Vec::new();
    reading = block(reading, &mut tables, &first, "", &mut unread);
    for (index, bytes) in more.iter().enumerate().take(MOST_BLOCKS) {
        let name = format!("block {} ", index + 1);
        let parts = signed(bytes).and_then(|parts| Some((parts.bytes(1)?, parts.bytes(4).map(Message::read))));
        let Some((content, third)) = parts else {
            unread.push(format!("{name}is no signed block"));
            continue;
        };
        let content = Message::read(content);
        reading = match third {
            // A block by a third party has words of its own.
            Some(third) => {
                let key = third.bytes(2).map(|key| public_key(&Message::read(key))).unwrap_or_default();
                let reading = reading.with(format!("{name}signed by a third party"), key);
                block(reading, &mut Tables::default(), &content, &name, &mut unread)
            }
            None => block(reading, &mut tables, &content, &name, &mut unread),
        };
    }
    if more.len() > MOST_BLOCKS {
        reading = reading.unread("only the first 50 blocks that restrict it are shown");
    }
    let at = text.len() - body.len();
    faults.extend(unread.into_iter().map(|what| Fault::new(at, what)));
    reading.found(faults)
}

/// Adds what a block says, its name before each; the name to `unread` where something could not be read.
fn block(
    mut reading: Reading,
    tables: &mut Tables,
    block: &Message<'_>,
    name: &str,
    unread: &mut Vec<String>,
) -> Reading {
    if let Some(context) = block.bytes(2) {
        reading = reading.with(format!("{name}context"), String::from_utf8_lossy(context));
    }
    let (lines, whole) = tables.block(block);
    if !whole {
        let block = if name.is_empty() { "the authority block" } else { name.trim_end() };
        unread.push(match tables.is_full() {
            true => format!("{block} is too long; only its first lines are shown"),
            false => format!("a part of {block} is no Datalog that Latchkey can read"),
        });
    }
    for (kind, line) in lines {
        reading = reading.with(format!("{name}{kind}"), line);
    }
    reading
}
