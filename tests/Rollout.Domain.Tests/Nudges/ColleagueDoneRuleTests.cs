using NodaTime;
using Rollout.App.Shared;
using Rollout.Domain.Branches;
using Rollout.Domain.Nudges;
using Rollout.Testing;

namespace Rollout.Domain.Tests.Nudges;

/// <summary>Thanks on the same working day, once, for all of that day.</summary>
public sealed class ColleagueDoneRuleTests
{
    private static readonly Branch Gent = A.Branch();
    private static readonly ColleagueDoneRule Facts = new(A.Person(Gent).Id, Holidays.HoursOf(Gent));

    [Theory]
    [InlineData("2026-11-24T10:00", "2026-11-24T10:30", "2026-11-24T16:00")] // in the morning: the same afternoon
    [InlineData("2026-11-24T10:00", "2026-11-24T16:20", "2026-11-24T16:20")]
    [InlineData("2026-11-24T16:30", "2026-11-24T16:40", null)] // after the day's names were put together: tomorrow
    [InlineData("2026-11-24T16:30", "2026-11-25T09:30", "2026-11-25T16:00")]
    [InlineData("2026-11-27T20:00", "2026-11-28T12:00", "2026-11-30T16:00")] // on Friday evening: on Monday
    [InlineData("2026-11-23T10:00", "2026-11-24T10:30", null)] // told yesterday
    public void Whoever_got_there_is_told_of_in_the_afternoon_of_that_working_day(string done, string now, string? due)
    {
        var nudge = Facts.Plan(At(now), [At(done)]);

        Assert.Equal(due is null ? null : At(due), nudge?.DueAt);
        Assert.True(nudge is null || nudge.ExpiresAt > nudge.DueAt);
    }

    [Fact]
    public void A_day_is_one_occasion_however_many_get_there() =>
        Assert.Equal(
            Facts.Plan(At("2026-11-24T10:30"), [At("2026-11-24T10:00")])!.Key,
            Facts.Plan(At("2026-11-24T16:30"), [At("2026-11-24T10:00"), At("2026-11-24T15:00")])!.Key);

    private static Instant At(string local) => NodaTime.Text.LocalDateTimePattern.CreateWithInvariantCulture("yyyy-MM-ddTHH:mm").Parse(local).Value.InZoneStrictly(A.Brussels).ToInstant();
}
