//! Opaque tokens of a known form: named by vendor and kind, never looked into, never "valid".
//!
//! The prefixes are those that the vendors document, most of them for secret scanning.

use super::{Read, Token};

/// Prefix, least length of the whole token, vendor and kind. A longer prefix stands before a
/// shorter one that it begins with.
const PREFIXES: &[(&str, usize, &str)] = &[
    ("ghp_", 36, "GitHub personal access token (classic)"),
    ("github_pat_", 40, "GitHub fine-grained personal access token"),
    ("gho_", 36, "GitHub OAuth access token"),
    ("ghu_", 36, "GitHub user-to-server token of a GitHub App"),
    ("ghs_", 36, "GitHub installation token of a GitHub App"),
    ("ghr_", 36, "GitHub refresh token of a GitHub App"),
    ("glpat-", 20, "GitLab personal, project or group access token"),
    ("gloas-", 20, "GitLab OAuth application secret"),
    ("gldt-", 20, "GitLab deploy token"),
    ("glrt-", 20, "GitLab runner authentication token"),
    ("glcbt-", 20, "GitLab CI/CD job token"),
    ("glptt-", 20, "GitLab trigger token"),
    ("glft-", 20, "GitLab feed token"),
    ("glimt-", 20, "GitLab incoming-mail token"),
    ("glagent-", 20, "GitLab agent token"),
    ("glsoat-", 20, "GitLab SCIM token"),
    ("xoxb-", 20, "Slack bot token"),
    ("xoxp-", 20, "Slack user token"),
    ("xoxa-", 20, "Slack workspace access token"),
    ("xoxr-", 20, "Slack refresh token"),
    ("xoxs-", 20, "Slack session token"),
    ("xoxe.", 20, "Slack rotating token"),
    ("xoxe-", 20, "Slack refresh token"),
    ("xoxc-", 20, "Slack token of the web client"),
    ("xoxd-", 20, "Slack cookie of the web client"),
    ("xapp-", 20, "Slack app-level token"),
    ("sk_live_", 20, "Stripe secret key (live)"),
    ("sk_test_", 20, "Stripe secret key (test)"),
    ("rk_live_", 20, "Stripe restricted key (live)"),
    ("rk_test_", 20, "Stripe restricted key (test)"),
    ("pk_live_", 20, "Stripe publishable key (live)"),
    ("pk_test_", 20, "Stripe publishable key (test)"),
    ("whsec_", 20, "Webhook signing secret (Stripe, Svix)"),
    ("AKIA", 20, "AWS access key id"),
    ("ASIA", 20, "AWS temporary access key id"),
    ("IQoJb3JpZ2lu", 60, "AWS session token"),
    ("FwoGZXIvYXdz", 60, "AWS session token"),
    ("AQoDYXdz", 60, "AWS session token (old form)"),
    ("LTAI", 16, "Alibaba Cloud access key id"),
    ("Atza|", 40, "Login with Amazon access token"),
    ("Atzr|", 40, "Login with Amazon refresh token"),
    ("AIza", 39, "Google API key"),
    ("ya29.", 30, "Google OAuth access token"),
    ("1//0", 30, "Google OAuth refresh token"),
    ("GOCSPX-", 30, "Google OAuth client secret"),
    ("4/0A", 30, "Google OAuth authorization code"),
    ("npm_", 36, "npm access token"),
    ("pypi-", 50, "PyPI API token (a macaroon)"),
    ("sk-ant-api", 40, "Anthropic API key"),
    ("sk-ant-oat", 40, "Anthropic OAuth access token"),
    ("sk-ant-ort", 40, "Anthropic OAuth refresh token"),
    ("sk-ant-", 40, "Anthropic key"),
    ("sk-proj-", 40, "OpenAI project API key"),
    ("sk-svcacct-", 40, "OpenAI service account API key"),
    ("sk-admin-", 40, "OpenAI admin API key"),
    ("sk-or-v1-", 40, "OpenRouter API key"),
    ("sk-lf-", 30, "Langfuse secret key"),
    ("pk-lf-", 30, "Langfuse public key"),
    ("sk-", 35, "API key in the form of OpenAI's (sk-), which other vendors copy"),
    ("gsk_", 40, "Groq API key"),
    ("hf_", 34, "Hugging Face access token"),
    ("r8_", 37, "Replicate API token"),
    ("pplx-", 40, "Perplexity API key"),
    ("xai-", 40, "xAI API key"),
    ("SG.", 50, "SendGrid API key"),
    ("key-", 36, "Mailgun API key"),
    ("re_", 30, "Resend API key"),
    ("xkeysib-", 60, "Brevo API key"),
    ("lsv2_pt_", 40, "LangSmith personal API key"),
    ("pcsk_", 60, "Pinecone API key"),
    ("tvly-", 30, "Tavily API key"),
    ("dp.pt.", 40, "Doppler personal token"),
    ("dp.st.", 40, "Doppler service token"),
    ("rzp_live_", 20, "Razorpay key id (live)"),
    ("rzp_test_", 20, "Razorpay key id (test)"),
    ("sgp_", 40, "Sourcegraph access token"),
    ("api_org_", 40, "Hugging Face organization token"),
    ("AC", 34, "Twilio account SID"),
    ("SK", 34, "Twilio API key SID"),
    ("dop_v1_", 64, "DigitalOcean personal access token"),
    ("doo_v1_", 64, "DigitalOcean OAuth access token"),
    ("dor_v1_", 64, "DigitalOcean OAuth refresh token"),
    ("shpat_", 32, "Shopify admin API access token"),
    ("shpca_", 32, "Shopify custom app access token"),
    ("shppa_", 32, "Shopify private app password"),
    ("shpss_", 32, "Shopify shared secret"),
    ("shpua_", 32, "Shopify user access token"),
    ("EAAAE", 60, "Square access token"),
    ("EAACEdEose0cBA", 30, "Facebook access token"),
    ("EAA", 60, "Facebook or Instagram access token"),
    ("IGQV", 60, "Instagram access token"),
    ("ATATT3", 40, "Atlassian API token"),
    ("ATCTT3", 40, "Atlassian organization API key"),
    ("ATBB", 30, "Bitbucket app password"),
    ("lin_api_", 40, "Linear API key"),
    ("lin_oauth_", 40, "Linear OAuth token"),
    ("ntn_", 40, "Notion integration token"),
    ("secret_", 43, "Notion integration token (old form)"),
    ("figd_", 40, "Figma personal access token"),
    ("pat-na1-", 40, "HubSpot private app token"),
    ("pat-eu1-", 40, "HubSpot private app token"),
    ("sbp_", 40, "Supabase personal access token"),
    ("sb_publishable_", 30, "Supabase publishable key"),
    ("sb_secret_", 30, "Supabase secret key"),
    ("nfp_", 36, "Netlify personal access token"),
    ("rnd_", 28, "Render API key"),
    ("fm2_", 60, "Fly.io macaroon token"),
    ("dckr_pat_", 30, "Docker Hub personal access token"),
    ("dckr_oat_", 30, "Docker Hub organization access token"),
    ("hvs.", 24, "HashiCorp Vault service token"),
    ("hvb.", 24, "HashiCorp Vault batch token"),
    ("hvr.", 24, "HashiCorp Vault recovery token"),
    ("s.", 26, "HashiCorp Vault service token (before 1.10)"),
    ("pul-", 40, "Pulumi access token"),
    ("glsa_", 40, "Grafana service account token"),
    ("glc_", 40, "Grafana Cloud access policy token"),
    ("eyJrIjoi", 60, "Grafana API key (old form)"),
    ("sntrys_", 60, "Sentry organization token"),
    ("sntryu_", 60, "Sentry user token"),
    ("dapi", 36, "Databricks personal access token"),
    ("nvapi-", 60, "NVIDIA API key"),
    ("PMAK-", 50, "Postman API key"),
    ("sha256~", 50, "OpenShift OAuth access token"),
    ("kubeconfig-", 40, "Rancher kubeconfig token"),
    ("phc_", 40, "PostHog project key"),
    ("phx_", 40, "PostHog personal API key"),
    ("dt0c01.", 60, "Dynatrace API token"),
    ("dt0s16.", 60, "Dynatrace platform token"),
    ("NRAK-", 30, "New Relic user key"),
    ("NRJS-", 20, "New Relic browser key"),
    ("CFPAT-", 40, "Contentful personal access token"),
    ("tfp_", 40, "Typeform personal access token"),
    ("sq0atp-", 28, "Square access token"),
    ("sq0csp-", 40, "Square application secret"),
    ("access_token$production$", 40, "PayPal Braintree access token"),
    ("pscale_tkn_", 40, "PlanetScale token"),
    ("pscale_oauth_", 40, "PlanetScale OAuth token"),
    ("rubygems_", 50, "RubyGems API key"),
    ("cio", 32, "Cargo registry API token"),
    ("oy2", 43, "NuGet API key"),
    ("tskey-", 30, "Tailscale key"),
    ("ops_", 60, "1Password service account token"),
    ("AGE-SECRET-KEY-1", 60, "age secret key"),
    ("00D", 60, "Salesforce session id or access token"),
    ("ory_at_", 40, "Ory Hydra access token"),
    ("ory_rt_", 40, "Ory Hydra refresh token"),
    ("ory_st_", 20, "Ory Kratos session token"),
    ("ory_ac_", 40, "Ory Hydra authorization code"),
    ("M.C", 60, "Microsoft account refresh token or code"),
    ("0.A", 200, "Entra ID refresh token"),
    ("1.A", 200, "Entra ID refresh token"),
    ("EwB", 400, "Microsoft account access token"),
];

/// Prefixes so short that the rest has to be of one alphabet, too.
const HEXADECIMAL: [&str; 3] = ["AC", "SK", "dapi"];

/// Recognizes a token by its prefix, or by the form of its parts.
pub fn read(text: &str) -> Option<Read> {
    let vendor = vendor(text)?;
    Some((Token::Opaque { length: text.len(), vendor: Some(vendor) }, Vec::new()))
}

/// Vendor and kind of an opaque token, by its prefix, length and alphabet.
pub fn vendor(text: &str) -> Option<&'static str> {
    known(text).map(|(_, vendor)| vendor).or_else(|| by_form(text))
}

/// Tokens of bots, which have no prefix.
fn by_form(text: &str) -> Option<&'static str> {
    let word = |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    if !(40..=90).contains(&text.len()) {
        return None;
    }
    // The id of the bot, a colon, 35 characters (34 in the example of the documentation).
    if let Some((id, rest)) = text.split_once(':') {
        let id = id.strip_prefix("bot").unwrap_or(id);
        let fits =
            (8..=10).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_digit()) && matches!(rest.len(), 34..=36);
        return (fits && word(rest)).then_some("Telegram bot token");
    }
    // The id of the bot in base64, when it was made, a signature.
    let mut parts = text.split('.');
    let (id, made, signed) = (parts.next()?, parts.next()?, parts.next()?);
    let shaped = parts.next().is_none() && matches!(made.len(), 5..=7) && (27..=45).contains(&signed.len());
    let id = if shaped && word(made) && word(signed) { super::base64url::either(id)? } else { return None };
    ((15..=20).contains(&id.len()) && id.iter().all(u8::is_ascii_digit)).then_some("Discord bot token")
}

/// The prefix by which the vendor of an opaque token is known.
pub fn prefix(text: &str) -> Option<&'static str> {
    known(text).map(|(prefix, _)| prefix)
}

fn known(text: &str) -> Option<(&'static str, &'static str)> {
    let (prefix, _, vendor) =
        PREFIXES.iter().find(|(prefix, least, _)| text.len() >= *least && text.starts_with(prefix))?;
    if !text.bytes().all(|b| b.is_ascii_graphic()) || text.contains(['{', '<', '&', '"', ':']) {
        return None;
    }
    let rest = text.strip_prefix(prefix)?;
    let fits = match *prefix {
        prefix if HEXADECIMAL.contains(&prefix) => {
            rest.trim_end_matches(|c: char| c == '-' || c.is_ascii_digit()).bytes().all(|b| b.is_ascii_hexdigit())
        }
        "AKIA" | "ASIA" => text.len() == 20 && rest.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()),
        "AIza" => text.len() == 39,
        "key-" => text.len() == 36,
        "secret_" => text.len() == 50,
        "cio" | "oy2" | "s." => rest.bytes().all(|b| b.is_ascii_alphanumeric()),
        "SG." => text.matches('.').count() == 2,
        "00D" => rest.contains('!'),
        _ => true,
    };
    fits.then_some((*prefix, *vendor))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_vendor_and_kind() {
        // Put together here, so that no scanner takes them for real ones.
        for (prefix, rest, expect) in [
            ("ghp_", "x".repeat(36), Some("GitHub personal access token (classic)")),
            ("glpat-", "x".repeat(20), Some("GitLab personal, project or group access token")),
            ("xoxb-", "1-2-".repeat(8), Some("Slack bot token")),
            ("AKIA", "ABCDEFGHIJKLMNOP".into(), Some("AWS access key id")),
            ("AKIA", "abcdefghijklmnop".into(), None),
            ("AIza", "y".repeat(35), Some("Google API key")),
            ("sk-ant-api", "03-".repeat(30), Some("Anthropic API key")),
            ("sk-", "abc".repeat(20), Some("API key in the form of OpenAI's (sk-), which other vendors copy")),
            ("sk-", "short".into(), None),
            ("skating", "-is-fun".into(), None),
            ("110201543:", "A".repeat(35), Some("Telegram bot token")),
            ("110201543:", "A".repeat(37), None),
            ("MTk4NjIyNDgzNDcxOTI1MjQ4.", format!("Cl2FMQ.{}", "Z".repeat(27)), Some("Discord bot token")),
            ("www.exampleexample.", format!("Cl2FMQ.{}", "Z".repeat(27)), None),
        ] {
            assert_eq!(vendor(&format!("{prefix}{rest}")), expect, "{prefix}");
        }
    }

    #[test]
    fn longer_prefixes_stand_first() {
        for (index, (prefix, ..)) in PREFIXES.iter().enumerate() {
            for (earlier, ..) in PREFIXES.iter().take(index) {
                assert!(!prefix.starts_with(earlier), "{prefix} is hidden by {earlier}");
            }
        }
    }

    #[test]
    fn nothing_is_called_valid() {
        assert!(PREFIXES.iter().all(|(_, _, name)| !name.to_lowercase().contains("valid")));
    }
}
