using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.Contracts;

/// <summary>The facts about an infosession shown on pages and in mails.</summary>
public sealed record InfosessionFacts(
    InfosessionId Id,
    TopicId Topic,
    TopicTitle Title,
    TopicSummary Summary,
    BranchId? Branch,
    string? BranchName,
    string? Country,
    LocalDateTime Starts,
    DateTimeZone Zone,
    int Minutes,
    Instant StartsAt,
    Instant EndsAt,
    Instant? RemindAt,
    string? Place,
    string? Link,
    int Seats,
    int Taken,
    int Offered,
    int Waiting,
    PersonId Facilitator,
    string FacilitatorName,
    string Language,
    InfosessionState State,
    int Sequence,
    string? CancelledBecause,
    int Version)
{
    /// <summary>For key users only.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>The last part of the short address for feedback.</summary>
    public string FeedbackCode { get; init; } = "";

    /// <summary>The question sent with the reminder.</summary>
    public WarmUp WarmUp { get; init; } = WarmUp.Default;

    /// <summary>Outside the branch's working hours, confirmed by the planner.</summary>
    public bool OutsideHours { get; init; }

    /// <summary>After the branch's go-live, confirmed by the planner.</summary>
    public bool AfterGoLive { get; init; }

    /// <summary>The seats anyone can take.</summary>
    public int Free => new SeatCounts(Seats, Taken, Offered, Waiting).Free;

    public bool IsFull => Free == 0;

    /// <summary>The local end time.</summary>
    public LocalTime Ends => EndsAt.InZone(Zone).TimeOfDay;

    /// <summary>What <see cref="SignUpEligibility"/> asks.</summary>
    public SignUpSession ForSignUp => new(Id, Topic, IsDryRun, State, StartsAt, EndsAt);

    /// <summary>Whether anyone can sign up now, for a seat or for the waiting list.</summary>
    public bool IsOpenForSignUp(Instant now) => SignUpEligibility.Obstacle(ForSignUp, [], now) is null;
}

internal static class InfosessionFactsQuery
{
    /// <summary>Infosessions with the related names, in one query.</summary>
    public static IQueryable<InfosessionFacts> Facts(this IQueryable<Infosession> sessions, RolloutDb db) =>
        from s in sessions
        join t in db.Topics on s.Topic equals t.Id
        join f in db.People on s.Facilitator equals f.Id
        join b in db.Branches on s.Branch equals (BranchId?)b.Id into branches
        from b in branches.DefaultIfEmpty()
        select new InfosessionFacts(
            s.Id, s.Topic, new TopicTitle(t.Title, t.Language, t.Translations), new TopicSummary(t.Summary, t.Language, t.Translations), s.Branch, b!.Name, b!.Country, s.Starts, s.Zone, s.Minutes, s.StartsAt, s.EndsAt, s.RemindAt,
            s.Place, s.Link, s.Seats, s.Taken, s.Offered, s.Waiting, s.Facilitator, f.Name, s.Language, s.State, s.Sequence, s.CancelledBecause, s.Version)
        { IsDryRun = s.IsDryRun, FeedbackCode = s.FeedbackCode, WarmUp = t.WarmUp, OutsideHours = s.OutsideHours, AfterGoLive = s.AfterGoLive };
}
