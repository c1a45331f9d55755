using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Rollout.App.Shared.Components;
using Rollout.Domain;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Modules.Infosessions.Browsing;

/// <summary>What someone looks for; it stands in the address of the list.</summary>
/// <param name="Branch">Only there.</param>
/// <param name="Online">Only what can be followed from anywhere.</param>
/// <param name="Topic">Only about this.</param>
/// <param name="Language">Only in this language.</param>
/// <param name="Day">Only on that day, on the calendar of its own place.</param>
/// <param name="Free">Only with a free seat.</param>
/// <param name="Page">From 1.</param>
public sealed record InfosessionFilter(BranchId? Branch, bool Online, TopicId? Topic, string? Language, LocalDate? Day, bool Free, int Page)
{
    /// <summary>Whether something is left out.</summary>
    public bool IsNarrow => this with { Page = 1 } != new InfosessionFilter(null, false, null, null, null, false, 1);

    /// <summary>One of the few that many people look at.</summary>
    public bool IsCommon => Branch is null && Topic is null && Day is null && Page is >= 1 and <= 20;

    /// <summary>What someone wrote into the address by hand finds everything rather than an error.</summary>
    public static InfosessionFilter Of(string? place, string? topic, string? language, string? day, string? free, string? page) => new(
        Guid.TryParse(place, out var branch) ? new BranchId(branch) : null, place == "online", Guid.TryParse(topic, out var about) ? new TopicId(about) : null,
        RolloutSettings.KnownLanguages.Contains(language) ? language : null,
        FormParsing.Day(day), free == "1", int.TryParse(page, CultureInfo.InvariantCulture, out var number) ? number : 1);

    /// <summary>The address of a page of what is looked for.</summary>
    public string Address(int page, string? key)
    {
        (string Name, string? Value)[] all =
        [
            ("place", Online ? "online" : Branch?.ToString()), ("topic", Topic?.ToString()), ("language", Language), ("day", Day is { } on ? LocalDatePattern.Iso.Format(on) : null), ("free", Free ? "1" : null),
            ("key", key), ("page", page == 1 ? null : page.ToString(CultureInfo.InvariantCulture)),
        ];
        var query = string.Join('&', all.Where(p => !string.IsNullOrEmpty(p.Value)).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}"));
        return query.Length == 0 ? "/infosessions" : "/infosessions?" + query;
    }
}
