using NodaTime;
using NodaTime.Text;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;
using Rollout.Domain.Tests.Branches;
using Rollout.Testing;

namespace Rollout.Domain.Tests.Nudges;

/// <summary>One message at the beginning of the week, for ambassadors on pace or done.</summary>
public sealed class WeeklyDigestRuleTests
{
    [Theory]
    [InlineData(5, "2026-11-23T10:00:00", "2026-11-23T10:00:00")]
    [InlineData(5, "2026-11-22T10:00:00", "2026-11-23T09:00:00")] // A Sunday waits for Monday's opening.
    [InlineData(10, "2026-11-24T16:00:00", "2026-11-24T16:00:00")] // Made, on Tuesday.
    [InlineData(5, "2026-11-25T10:00:00", null)] // On Wednesday the beginning of the week is over.
    [InlineData(2, "2026-11-23T10:00:00", null)] // Behind: that is another message.
    [InlineData(10, "2026-12-29T10:00:00", null)] // The window is over.
    public void It_comes_at_the_beginning_of_the_week_to_who_is_on_pace(int done, string now, string? due) =>
        Assert.Equal(due is null ? null : At(due), With(done, "2026-10-19T09:00:00").Plan(At(now))?.DueAt);

    [Fact]
    public void It_does_not_come_in_the_week_of_the_welcome() =>
        Assert.Null(With(9, "2026-11-23T09:30:00").Plan(At("2026-11-24T10:00:00")));

    [Fact]
    public void A_week_is_one_occasion() =>
        Assert.Equal(With(5, "2026-10-19T09:00:00").Plan(At("2026-11-23T10:00:00"))!.Key[^10..], With(6, "2026-10-19T09:00:00").Plan(At("2026-11-24T10:00:00"))!.Key[^10..]);

    // Ten in ten weeks; on 23 November five weeks are over.
    private static WeeklyDigestRule With(int done, string appointed) =>
        new(PersonId.New(), WorkingHoursTests.Hours("BE"), 10, done, new LocalDate(2026, 10, 19), new LocalDate(2026, 12, 28), At(appointed));

    private static Instant At(string local) => LocalDateTimePattern.GeneralIso.Parse(local).Value.InZoneStrictly(A.Brussels).ToInstant();
}
