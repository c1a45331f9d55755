using System.ComponentModel.DataAnnotations;
using System.Globalization;
using NodaTime;
using Rollout.App.Shared.Components;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Infosessions.Planner;

/// <summary>A place to choose for a series, and its room; no branch means online for everyone.</summary>
public sealed class SeriesPlace(BranchId? branch, string name, IReadOnlyList<string> rooms)
{
    public BranchId? Branch { get; } = branch;
    public string Name { get; } = name;

    /// <summary>Rooms used there, most used first.</summary>
    public IReadOnlyList<string> Rooms { get; } = rooms;

    public bool Chosen { get; set; }
    public string? Room { get; set; } = rooms.Count > 0 ? rooms[0] : null;
}

/// <summary>An option that can be ticked.</summary>
public sealed class SeriesChoice<T>(T what, string name)
{
    public T What { get; } = what;
    public string Name { get; } = name;
    public bool Chosen { get; set; }
}

/// <summary>A series as typed: all values are text until they are parsed.</summary>
public sealed class SeriesInput : IValidatableObject
{
    /// <summary>The field at which a broken rule is shown.</summary>
    public static readonly IReadOnlyDictionary<Rule, string> RuleFields = new Dictionary<Rule, string>
    {
        [InfosessionRules.TimeExistsOnTheClock] = nameof(Hours),
        [InfosessionRules.LengthFits] = nameof(Minutes),
        [InfosessionRules.SeriesFits] = nameof(Weeks),
    };

    private static readonly char[] Between = [' ', ',', ';'];

    public string? Topic { get; set; }
    public string? Minutes { get; set; }
    public string? Seats { get; set; }
    public string? Language { get; set; }
    public IReadOnlyList<SeriesPlace> Places { get; init; } = [];
    public string? Link { get; set; }
    public string? From { get; set; }
    public string? Weeks { get; set; } = "1";
    public IReadOnlyList<SeriesChoice<IsoDayOfWeek>> Days { get; init; } = [];
    public string? Hours { get; set; }
    public IReadOnlyList<SeriesChoice<PersonId>> Facilitators { get; init; } = [];

    /// <summary>The number of infosessions, as far as it can be determined.</summary>
    public int Count => When is { } when ? when.Moments.Take(Series.MaxItems + 1).Count() * Places.Count(p => p.Chosen) : 0;

    /// <summary>The parsed series, once the input is valid.</summary>
    public SeriesRequest Request => new(
        new TopicId(Guid.Parse(Topic!)), Number(Minutes)!.Value, Number(Seats)!.Value, Language!, Link,
        [.. Places.Where(p => p.Chosen).Select(p => (p.Branch, p.Branch is null ? null : p.Room))],
        When!, [.. Facilitators.Where(f => f.Chosen).Select(f => f.What)]);

    private Series? When => Day is { } day && Number(Weeks) is { } weeks and <= 52 && Times is { Count: > 0 } times ? new Series(day, weeks, [.. Days.Where(d => d.Chosen).Select(d => d.What)], times) : null;

    private LocalDate? Day => FormParsing.Day(From);

    private IReadOnlyList<LocalTime>? Times
    {
        get
        {
            var times = (Hours ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries).Select(Time).ToList();
            return times.TrueForAll(t => t is not null) ? [.. times.Select(t => t!.Value)] : null;
        }
    }

    /// <summary>Applies the topic's usual length, seats and language.</summary>
    public void Take(TopicChoice topic) => (Topic, Minutes, Seats, Language) = (
        topic.Id.Value.ToString(), topic.Minutes.ToString(CultureInfo.InvariantCulture), topic.Seats.ToString(CultureInfo.InvariantCulture), topic.Language);

    /// <summary>Parses a time as people type it: "9", "9:30", "14.00", "14h", "14h30", or as browsers send it, "14:30:00"; null when it is not a time.</summary>
    public static LocalTime? Time(string? text)
    {
        var parts = (text ?? "").Trim().ToLowerInvariant().Replace('.', ':').Replace('h', ':').Replace('u', ':').TrimEnd(':').Split(':');
        return parts.Length is >= 1 and <= 3 && Number(parts[0]) is { } hour and < 24 && (parts.Length == 1 ? 0 : Number(parts[1])) is { } minute and < 60 ? new LocalTime(hour, minute) : null;
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        (bool Fine, string Field, string Key)[] checks =
        [
            (Guid.TryParse(Topic, out _), nameof(Topic), "plan.topic-needed"),
            (Number(Minutes) is not null, nameof(Minutes), "plan.minutes-needed"),
            (Number(Seats) is not null, nameof(Seats), "plan.seats-needed"),
            (Number(Seats) is not { } seats || SessionPlan.IsSeats(seats), nameof(Seats), "rule." + InfosessionRules.SeatsFit.Code),
            (Places.Any(p => p.Chosen), nameof(Places), "series.places-needed"),
            (Places.All(p => !p.Chosen || p.Branch is not null) || !string.IsNullOrWhiteSpace(Link), nameof(Link), "series.link-needed"),
            (Places.All(p => !p.Chosen || !string.IsNullOrWhiteSpace(p.Room) || !string.IsNullOrWhiteSpace(Link)), nameof(Places), "series.rooms-needed"),
            (Day is not null, nameof(From), "series.from-needed"),
            (Number(Weeks) is >= 1 and <= 52, nameof(Weeks), "series.weeks-needed"),
            (Days.Any(d => d.Chosen), nameof(Days), "series.days-needed"),
            (Times is { Count: > 0 }, nameof(Hours), "series.hours-needed"),
            (Facilitators.Any(f => f.Chosen), nameof(Facilitators), "series.facilitators-needed"),
        ];
        return checks.Where(c => !c.Fine).Select(c => new ValidationResult(c.Key, [c.Field]));
    }

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
