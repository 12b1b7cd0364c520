//! The names under which the compiled panel imports the browser's functions. wasm-bindgen gives each a hash, which packs badly:
//! 2 KB in the module, 3 KB in the script.

use std::collections::{BTreeSet, HashMap};

/// The hash: an underscore and 16 hexadecimal digits.
const HASH: usize = 17;

/// Every imported name of `script` with a hash, under the name without it where no other has that.
pub fn without_hashes(script: &str) -> HashMap<&str, &str> {
    let words: BTreeSet<&str> = script.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').collect();
    let mut times: HashMap<&str, usize> = HashMap::new();
    words.iter().for_each(|name| *times.entry(unhashed(name).unwrap_or(name)).or_default() += 1);
    let short = |name| unhashed(name).filter(|short| times.get(short) == Some(&1));
    words.iter().filter_map(|name| Some((*name, short(name)?))).collect()
}

/// An imported name without its hash; `None` where it has none.
fn unhashed(name: &str) -> Option<&str> {
    let (short, hash) = name.split_at_checked(name.len().checked_sub(HASH)?)?;
    let hash = hash.strip_prefix('_').filter(|hash| hash.bytes().all(|b| b.is_ascii_hexdigit()));
    hash.filter(|_| short.starts_with("__wbg_")).map(|_| short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_goes_where_the_name_is_told_apart_without_it() {
        let script = "imports = { __wbg_log_0123456789abcdef: (a) => a, __wbg_get_0123456789abcdef: 1, __wbg_get_fedcba9876543210: 2, \
                      __wbindgen_throw: 3, other_0123456789abcdef: 4, __wbg_ptr: 5, __wbg_ptr_0123456789abcdef: 6 }; call(__wbg_log_0123456789abcdef);";
        assert_eq!(without_hashes(script), HashMap::from([("__wbg_log_0123456789abcdef", "__wbg_log")]));
    }
}
