//! Which addresses a document may state: those a reader can be sent to.

use url::Url;

/// Longest address, in bytes.
const LONGEST: usize = 2_000;

/// True for an address with the scheme http or https, a host, and no user name or password.
pub(super) fn is_web(address: &str) -> bool {
    let address = address.trim();
    address.len() <= LONGEST
        && !address.contains(|c: char| c.is_whitespace() || c.is_control())
        && Url::parse(address).is_ok_and(|url| {
            matches!(url.scheme(), "http" | "https")
                && url.host_str().is_some_and(|host| !host.is_empty())
                && url.username().is_empty()
                && url.password().is_none()
        })
}

/// True for what is meant as an address but is none of these: it states neither address nor outlet.
pub(super) fn looks_like_one(value: &str) -> bool {
    let value = value.trim();
    let scheme = value.split_once(':').is_some_and(|(scheme, rest)| {
        !scheme.is_empty()
            && !rest.starts_with(' ')
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    });
    scheme || value.starts_with(['/', '\\', '.'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_web_addresses() {
        for address in
            ["https://a.example/", "http://مثال.example/أخبار?a=1#x", " https://a.example "]
        {
            assert!(is_web(address), "{address}");
        }
        for address in [
            "javascript:alert(1)",
            "https://u:p@a.example/",
            "https://",
            "//a.example/",
            "/a",
            "file:///etc/passwd",
            "http://[::1",
            "https://a.example/ b",
            "data:text/html,x",
        ] {
            assert!(!is_web(address), "{address}");
        }
        assert!(looks_like_one("javascript:x") && looks_like_one("//a") && looks_like_one("../x"));
        assert!(!looks_like_one("وكالة الأنباء") && !looks_like_one("Reuters: Moscow"));
    }
}
