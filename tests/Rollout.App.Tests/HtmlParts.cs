using System.Net;
using System.Text.RegularExpressions;

namespace Rollout.App.Tests;

/// <summary>The parts of a page that lead elsewhere, found by patterns: enough for the markup that components write.</summary>
internal static partial class HtmlParts
{
    // A form as it stands, sent by a browser.
    public static string Filled(string action, string body)
    {
        var fields = Inputs().Matches(body).Select(i => i.Value)
            .Where(i => Attribute(i, "name") is not null && (Attribute(i, "type") is not ("checkbox" or "radio") || Regex.IsMatch(i, "\\bchecked\\b")))
            .Select(i => (Name: Attribute(i, "name")!, Value: Attribute(i, "value") ?? ""))
            .Concat(Selects().Matches(body).Select(s => (Name: s.Groups["name"].Value, Value: WebUtility.HtmlDecode(Selected().Match(s.Value).Groups[1].Value))));
        var fragment = action.IndexOf('#', StringComparison.Ordinal) is > 0 and var at ? action[at..] : "";
        return action.Split('#')[0].Split('?')[0] + "?" + string.Join('&', fields.Select(f => $"{Uri.EscapeDataString(f.Name)}={Uri.EscapeDataString(f.Value)}")) + fragment;
    }

    public static string Plain(string html) => WebUtility.HtmlDecode(Regex.Replace(Regex.Replace(html, "<[^>]*>", " "), "\\s+", " ")).Trim();

    public static string? Attribute(string tag, string name) =>
        Regex.Match(tag, $"\\b{name}=\"([^\"]*)\"") is { Success: true } found ? WebUtility.HtmlDecode(found.Groups[1].Value) : null;

    [GeneratedRegex("<nav\\b(?![^>]*crumbs)[^>]*>.*?</nav>", RegexOptions.Singleline)]
    public static partial Regex Navs();

    [GeneratedRegex("<a\\b[^>]*\\baria-current=[^>]*>(?<words>.*?)</a>", RegexOptions.Singleline)]
    public static partial Regex Currents();

    [GeneratedRegex(@"\p{L}+")]
    public static partial Regex Word();

    [GeneratedRegex("<h1\\b")]
    public static partial Regex Headings();

    [GeneratedRegex("<a\\b[^>]*?\\bhref=\"(?<href>[^\"]*)\"[^>]*>(?<words>.*?)</a>", RegexOptions.Singleline)]
    public static partial Regex Links();

    [GeneratedRegex("<form(?<attributes>[^>]*)>(?<body>.*?)</form>", RegexOptions.Singleline)]
    public static partial Regex Forms();

    [GeneratedRegex("<input[^>]*>")]
    public static partial Regex Inputs();

    [GeneratedRegex("<select[^>]*\\bname=\"(?<name>[^\"]*)\".*?</select>", RegexOptions.Singleline)]
    public static partial Regex Selects();

    [GeneratedRegex("<option value=\"([^\"]*)\"[^>]*\\bselected\\b")]
    public static partial Regex Selected();

    [GeneratedRegex(@"/(?:[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32}|[A-Z]+-\w{4}|[\w-]{40,}|\d+)(?=/|$|\?|\.)")]
    public static partial Regex Ids();

    [GeneratedRegex(@"([?&])(\w+)=[^&]*")]
    public static partial Regex Queries();
}
