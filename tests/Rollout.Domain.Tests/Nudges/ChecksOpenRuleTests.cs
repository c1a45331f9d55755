using NodaTime;
using Rollout.App.Shared;
using Rollout.Domain.Branches;
using Rollout.Domain.Launches;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.Domain.Tests.Nudges;

/// <summary>Owners of checks are reminded before the due date, and once more after it.</summary>
public sealed class ChecksOpenRuleTests
{
    private static readonly Instant Moment = new LocalDateTime(2026, 12, 7, 9, 0).InZoneStrictly(A.Brussels).ToInstant();
    private static readonly WorkingHours Hours = Holidays.HoursOf(A.Branch());

    [Theory]
    [InlineData("2026-11-26", null)]
    [InlineData("2026-11-25", "1")]
    [InlineData("2026-11-23", "1")]
    [InlineData("2026-11-20", "2")]
    public void On_Monday_those_due_by_Wednesday_are_asked_and_those_late_once_more(string due, string? occasion)
    {
        var nudge = Open(LocalDateOf(due)).Plan(A.Monday);

        Assert.Equal(occasion, nudge?.DeduplicationKey.Split(':')[^1]);
    }

    [Fact]
    public void On_Saturday_it_waits_for_Monday_and_after_the_moment_nothing_is_asked()
    {
        var saturday = Instant.FromUtc(2026, 11, 21, 10, 0);
        Assert.Equal(Hours.Next(saturday), Open(new LocalDate(2026, 11, 24)).Plan(saturday)!.DueAt);
        Assert.Null(Open(new LocalDate(2026, 12, 1)).Plan(Moment));
    }

    private static ChecksOpenRule Open(LocalDate due) => new(PersonId.New(), Hours, WaveId.New(), Moment, due);

    private static LocalDate LocalDateOf(string iso) => NodaTime.Text.LocalDatePattern.Iso.Parse(iso).Value;
}
