//! The settings of feeds, as written and checked.

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::FeedSettings;
use super::written::Written;
use crate::error::Result;

/// The feeds of the site.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawFeeds {
    /// Who vouches for the identities of entries: a host or mail address of yours, a comma, and a
    /// day, month or year on which it was yours. Choose it once. Default: the host of `site.base_url`.
    #[schemars(with = "String", regex(pattern = "^[^,]+,[0-9]{4}(-[0-9]{2}){0,2}$"))]
    authority: Option<Spanned<String>>,
    /// The WebSub hub that readers may ask for news. mujaz itself sends nothing.
    #[schemars(with = "String", regex(pattern = "^https?://"))]
    hub: Option<Spanned<String>>,
}

/// The checked settings of a site with this public address.
pub(super) fn settings(
    file: &Written<'_>,
    raw: RawFeeds,
    base_url: Option<&str>,
) -> Result<FeedSettings> {
    let authority = raw.authority.map(|value| authority(file, value)).transpose()?;
    let hub = raw.hub.map(|value| hub(file, value, base_url)).transpose()?;
    Ok(FeedSettings { authority, hub })
}

/// An authority of RFC 4151: a name, a comma, a date.
fn authority(file: &Written<'_>, value: Spanned<String>) -> Result<String> {
    let parts = value.get_ref().split_once(',');
    if parts.is_some_and(|(name, date)| is_name(name) && is_date(date)) {
        return Ok(value.into_inner());
    }
    let message = format!("feeds.authority: `{}` is no name with a date", value.get_ref());
    Err(file
        .wrong(value.span(), message)
        .hint("write a host or mail address of yours and a date, such as \"example.org,2024\""))
}

/// A host or a mail address in ASCII.
fn is_name(name: &str) -> bool {
    let (user, host) = name.split_once('@').map_or((None, name), |(user, host)| (Some(user), host));
    let is_part = |part: &str, more: &[char]| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || more.contains(&c))
    };
    let is_label =
        |label: &str| is_part(label, &['-']) && !label.starts_with('-') && !label.ends_with('-');
    user.is_none_or(|user| is_part(user, &['-', '.', '_'])) && host.split('.').all(is_label)
}

/// `2024`, `2024-05` or `2024-05-31`.
fn is_date(date: &str) -> bool {
    let full = match date.len() {
        4 => format!("{date}-01-01"),
        7 => format!("{date}-01"),
        _ => date.to_owned(),
    };
    let digits = full.bytes().filter(u8::is_ascii_digit).count() == 8 && full.len() == 10;
    digits && full.parse::<chrono::NaiveDate>().is_ok()
}

/// An `http` or `https` address. Readers ask a hub by a feed's public address.
fn hub(file: &Written<'_>, value: Spanned<String>, base_url: Option<&str>) -> Result<String> {
    let url = url::Url::parse(value.get_ref()).ok();
    if !url.is_some_and(|url| matches!(url.scheme(), "http" | "https")) {
        let message = format!("feeds.hub: `{}` is no address of the web", value.get_ref());
        return Err(file
            .wrong(value.span(), message)
            .hint("write the address of the hub, such as \"https://hub.example.org/\""));
    }
    if base_url.is_none() {
        return Err(file
            .wrong(value.span(), "feeds.hub: a hub knows feeds by their public address")
            .hint("set site.base_url too"));
    }
    Ok(value.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authorities_are_a_name_and_a_date() {
        for good in ["example.org,2024", "a@example.org,2024-05", "x-1.example.org,2024-02-29"] {
            let (name, date) = good.split_once(',').unwrap();
            assert!(is_name(name) && is_date(date), "{good}");
        }
        for name in ["", "example..org", "-a.org", "a b.org", "موقع.مثال", "a@b@c", "@a.org"]
        {
            assert!(!is_name(name), "{name}");
        }
        for date in ["", "24", "2024-13", "2023-02-29", "2024-1-1", "12024", "2024-05-31T"] {
            assert!(!is_date(date), "{date}");
        }
    }
}
