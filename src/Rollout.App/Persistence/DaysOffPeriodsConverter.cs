using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using NodaTime.Text;
using Rollout.Domain.Branches;

namespace Rollout.App.Persistence;

/// <summary>A branch's days off are stored as JSON beside it: they are always read with it, and only then.</summary>
internal sealed class DaysOffPeriodsConverter() : ValueConverter<IReadOnlyList<DaysOffPeriod>, string>(periods => Write(periods), text => Read(text))
{
    private static string Write(IReadOnlyList<DaysOffPeriod> periods) =>
        JsonSerializer.Serialize(periods.Select(p => new Stored(p.Kind.ToString(), LocalDatePattern.Iso.Format(p.From), LocalDatePattern.Iso.Format(p.Until), p.Name)));

    private static IReadOnlyList<DaysOffPeriod> Read(string text) =>
        [.. JsonSerializer.Deserialize<Stored[]>(text)!
            .Select(p => new DaysOffPeriod(Enum.Parse<DaysOffKind>(p.Kind), LocalDatePattern.Iso.Parse(p.From).Value, LocalDatePattern.Iso.Parse(p.Until).Value, p.Name))];

    private sealed record Stored(string Kind, string From, string Until, string Name);
}

internal sealed class DaysOffPeriodsComparer() : ValueComparer<IReadOnlyList<DaysOffPeriod>>(
    (one, other) => one!.SequenceEqual(other!), periods => periods.Count, periods => periods);
