using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Rollout.App.Shared.Components;
using Rollout.Domain;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Modules.Infosessions.Browsing;

/// <summary>The order of the list; within it, soonest first.</summary>
public enum InfosessionOrder
{
    When,
    Topic,
    Place,

    /// <summary>The most free seats first.</summary>
    Free,
}

/// <summary>The filter of the list, as encoded in its address.</summary>
/// <param name="Branch">Only in this branch.</param>
/// <param name="Online">Only online infosessions.</param>
/// <param name="Topic">Only this topic.</param>
/// <param name="Language">Only in this language.</param>
/// <param name="Day">Only on this day, in the infosession's local calendar.</param>
/// <param name="Free">Only with a free seat.</param>
/// <param name="Page">From 1.</param>
public sealed record InfosessionFilter(BranchId? Branch, bool Online, TopicId? Topic, string? Language, LocalDate? Day, bool Free, int Page)
{
    /// <summary>What an address says of the place to mean all of them.</summary>
    public const string EveryPlace = "all";

    /// <summary>The branch of someone who asked for no place: the infosessions there and those that can be followed from anywhere are listed alone.</summary>
    public BranchId? Near { get; init; }

    /// <summary>Whether every place was asked for.</summary>
    public bool Everywhere { get; init; }

    public InfosessionOrder Order { get; init; }

    /// <summary>Whether anything is filtered.</summary>
    public bool IsNarrow => this with { Page = 1, Near = null, Everywhere = false, Order = default } != new InfosessionFilter(null, false, null, null, null, false, 1);

    /// <summary>Whether it is one of the few filters that many people use, and therefore worth caching.</summary>
    public bool IsCommon => Branch is null && Topic is null && Day is null && Order == default && Page is >= 1 and <= 20;

    /// <summary>Parses the address; values that make no sense are ignored rather than refused.</summary>
    public static InfosessionFilter Of(string? place, string? topic, string? language, string? day, string? free, string? page, string? order = null) => new(
        Guid.TryParse(place, out var branch) ? new BranchId(branch) : null, place == "online", Guid.TryParse(topic, out var about) ? new TopicId(about) : null,
        RolloutSettings.KnownLanguages.Contains(language) ? language : null,
        FormParsing.Day(day), free == "1", int.TryParse(page, CultureInfo.InvariantCulture, out var number) ? number : 1)
    {
        Everywhere = place == EveryPlace,
        Order = QueryParameters.Choice<InfosessionOrder>(order),
    };

    /// <summary>The address of a page of the filtered list.</summary>
    public string Address(int page, string? key) => "/infosessions" + Query(page, key);

    /// <summary>The filter as it is in an address, with its question mark; empty for the whole list.</summary>
    public string Query(int page = 1, string? key = null)
    {
        (string Name, string? Value)[] all =
        [
            ("place", Everywhere ? EveryPlace : Online ? "online" : Branch?.ToString()), ("topic", Topic?.ToString()), ("language", Language), ("day", Day is { } on ? LocalDatePattern.Iso.Format(on) : null), ("free", Free ? "1" : null), ("order", Order == default ? null : Order.ToString()),
            ("key", key), ("page", page == 1 ? null : page.ToString(CultureInfo.InvariantCulture)),
        ];
        var query = string.Join('&', all.Where(p => !string.IsNullOrEmpty(p.Value)).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}"));
        return query.Length == 0 ? "" : "?" + query;
    }
}
