using NodaTime;
using Rollout.Domain.Access;
using Rollout.Domain.Branches;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Infosessions;

/// <summary>
/// One occurrence of a topic. <see cref="Taken"/>, <see cref="Offered"/> and <see cref="Waiting"/> count its people; a check constraint keeps taken and offered
/// together at or below <see cref="Seats"/> under any concurrency.
/// </summary>
public sealed class Infosession
{
    /// <summary>The most characters a reason may have.</summary>
    public const int ReasonLength = 500;

    /// <summary>How long before the start attendance can be noted.</summary>
    public static readonly Duration DoorOpens = Duration.FromHours(1);

    /// <summary>How long before the start registered people get the second reminder.</summary>
    public static readonly Duration RemindedBefore = Duration.FromHours(1);

    private Infosession()
    {
    }

    public InfosessionId Id { get; private init; }
    public TopicId Topic { get; private init; }

    /// <summary>Where it takes place; null when it is online for everyone.</summary>
    public BranchId? Branch { get; private set; }

    /// <summary>The local start time in <see cref="Zone"/>, as agreed with people.</summary>
    public LocalDateTime Starts { get; private set; }

    public DateTimeZone Zone { get; private set; } = DateTimeZone.Utc;

    public int Minutes { get; private set; }

    /// <summary>Derived from <see cref="Starts"/>; stored for queries.</summary>
    public Instant StartsAt { get; private set; }

    /// <summary>Derived from <see cref="Starts"/> and <see cref="Minutes"/>; stored for queries.</summary>
    public Instant EndsAt { get; private set; }

    /// <summary>When registered people are reminded; null when the last change came too late for a reminder.</summary>
    public Instant? RemindAt { get; private set; }

    /// <summary>The <see cref="Sequence"/> for which the second reminders were queued, if they were. Written only by the job that queues them.</summary>
    public int? HourRemindedFor { get; private set; }

    /// <summary>The room or hall, if people meet in person.</summary>
    public string? Place { get; private set; }

    /// <summary>The address of the online meeting, if there is one.</summary>
    public string? Link { get; private set; }

    public int Seats { get; private set; }

    /// <summary>How many seats are taken. The counts are changed only in the database, by sign-up, withdrawal and the waiting list.</summary>
    public int Taken { get; private set; }

    /// <summary>How many seats are held: on offer to people from the waiting list until they answer, or for someone who is typing a code (<see cref="SeatHold"/>).</summary>
    public int Offered { get; private set; }

    /// <summary>How many people wait for a seat.</summary>
    public int Waiting { get; private set; }

    /// <summary>The last number drawn for the waiting list.</summary>
    public int LastNumber { get; private set; }

    public PersonId Facilitator { get; private set; }

    /// <summary>The language it is given in: en, nl or fr.</summary>
    public string Language { get; private set; } = "en";

    public InfosessionState State { get; private set; }

    /// <summary>A dry-run is for invited key users only; it appears in no list and no figures.</summary>
    public bool IsDryRun { get; private init; }

    /// <summary>The last part of the short address for feedback; see <see cref="Infosessions.FeedbackCode"/>. Unique.</summary>
    public string FeedbackCode { get; private set; } = "";

    /// <summary>It is outside the branch's working hours, confirmed by the person who planned it.</summary>
    public bool OutsideHours { get; private set; }

    /// <summary>It comes after the branch's go-live, confirmed by the person who planned it.</summary>
    public bool AfterGoLive { get; private set; }

    /// <summary>The iCalendar SEQUENCE: incremented by each move and by cancelling.</summary>
    public int Sequence { get; private set; }

    /// <summary>The reason for cancelling, if it was cancelled.</summary>
    public string? CancelledBecause { get; private set; }

    public int Version { get; private set; }

    public SessionTime Time => new(Starts, Zone, Minutes);

    public SeatCounts Counts => new(Seats, Taken, Offered, Waiting);

    /// <exception cref="BrokenRuleException">An <see cref="InfosessionRules"/> rule is broken.</exception>
    public static Infosession Plan(TopicId topic, SessionPlan plan, Instant now)
    {
        plan.Validate(now);
        var session = new Infosession { Id = InfosessionId.New(), Topic = topic, FeedbackCode = Infosessions.FeedbackCode.New() };
        session.Take(plan, now);
        return session;
    }

    /// <summary>Plans a dry-run. It needs no open topic, and invited people can sign up at once.</summary>
    /// <exception cref="BrokenRuleException">An <see cref="InfosessionRules"/> rule is broken.</exception>
    public static Infosession PlanDryRun(TopicId topic, SessionPlan plan, Instant now)
    {
        plan.Validate(now);
        var session = new Infosession { Id = InfosessionId.New(), Topic = topic, FeedbackCode = Infosessions.FeedbackCode.New(), IsDryRun = true, State = InfosessionState.Published };
        session.Take(plan, now);
        return session;
    }

    /// <summary>Draws another code, because the current one belongs to another infosession.</summary>
    public void DrawFeedbackCode() => FeedbackCode = Infosessions.FeedbackCode.New();

    /// <returns>True when registered people must be notified: the time, place or link changed.</returns>
    /// <exception cref="BrokenRuleException">An <see cref="InfosessionRules"/> rule is broken.</exception>
    public bool Replan(SessionPlan plan, Instant now)
    {
        InfosessionRules.IsNotCancelled.Ensure(State != InfosessionState.Cancelled);
        InfosessionRules.NotAfterItStarted.Ensure(State == InfosessionState.Draft || now < StartsAt);
        plan.Validate(now, (StartsAt, EndsAt, Branch) != (plan.Time.StartsAt, plan.Time.EndsAt, plan.Branch));
        InfosessionRules.SeatsCoverThoseTaken.Ensure(plan.Seats >= Taken + Offered, Taken + Offered);
        var moved = (StartsAt, EndsAt, Zone, Place, Link, Branch) !=
            (plan.Time.StartsAt, plan.Time.EndsAt, plan.Time.Zone, plan.Place, plan.Link, plan.Branch);
        Take(plan, now);
        if (moved)
        {
            Sequence++;
        }

        return moved && State == InfosessionState.Published;
    }

    /// <summary>Checks that this many seats can move to another infosession.</summary>
    /// <exception cref="BrokenRuleException">The seats are taken, or it is a dry-run.</exception>
    public void EnsureTransferable(int seats)
    {
        InfosessionRules.DryRunStaysWhole.Ensure(!IsDryRun);
        InfosessionRules.SplitLeavesSeats.Ensure(seats >= 1 && seats <= Counts.Transferable, Counts.Transferable);
    }

    /// <exception cref="BrokenRuleException">An <see cref="InfosessionRules"/> rule is broken.</exception>
    public void Publish(bool topicIsOpen, Instant now)
    {
        InfosessionRules.IsNotCancelled.Ensure(State != InfosessionState.Cancelled);
        InfosessionRules.TopicMustBeOpen.Ensure(topicIsOpen || IsDryRun);
        InfosessionRules.NotInThePast.Ensure(now < StartsAt);
        State = InfosessionState.Published;
    }

    /// <summary>Makes it a draft again. Only while nobody has, holds or waits for a seat, so that there is nobody to notify; afterwards it is cancelled with a reason.</summary>
    /// <exception cref="BrokenRuleException">An <see cref="InfosessionRules"/> rule is broken.</exception>
    public void TakeBack(Instant now)
    {
        InfosessionRules.OnlyPublishedIsTakenBack.Ensure(State == InfosessionState.Published && !IsDryRun);
        InfosessionRules.NotAfterItStarted.Ensure(now < StartsAt);
        InfosessionRules.TakenBackWhileEmpty.Ensure(Taken + Offered + Waiting == 0);
        State = InfosessionState.Draft;
    }

    /// <exception cref="BrokenRuleException">An <see cref="InfosessionRules"/> rule is broken.</exception>
    public void Cancel(string reason, Instant now)
    {
        InfosessionRules.IsNotCancelled.Ensure(State != InfosessionState.Cancelled);
        InfosessionRules.NotAfterItStarted.Ensure(now < StartsAt);
        InfosessionRules.CancellingNeedsAReason.Ensure(reason.Trim().Length is >= 1 and <= ReasonLength, ReasonLength);
        (State, CancelledBecause) = (InfosessionState.Cancelled, reason.Trim());
        Sequence++;
    }

    /// <summary>Checks that someone may run it: the lead any infosession, facilitators their own.</summary>
    /// <exception cref="BrokenRuleException">They may not run it.</exception>
    public void EnsureRunBy(CurrentUser actor) => InfosessionRules.OnlyItsFacilitator.Ensure(IsRunBy(Facilitator, actor));

    /// <summary>Whether someone may run an infosession of this facilitator.</summary>
    public static bool IsRunBy(PersonId facilitator, CurrentUser actor) => actor.IsLead || (actor.IsFacilitator && facilitator == actor.Id);

    /// <summary>Whether someone may see who comes to an infosession of this facilitator: those who may run it, and the auditor.</summary>
    public static bool IsReadBy(PersonId facilitator, CurrentUser actor) => actor.IsAuditor || IsRunBy(facilitator, actor);

    private void Take(SessionPlan plan, Instant now)
    {
        (Branch, Starts, Zone, Minutes) = (plan.Branch, plan.Time.Starts, plan.Time.Zone, plan.Time.Minutes);
        (StartsAt, EndsAt) = (plan.Time.StartsAt, plan.Time.EndsAt);
        (Place, Link, Seats, Facilitator, Language) = (plan.Place, plan.Link, plan.Seats, plan.Facilitator, plan.Language);
        (OutsideHours, AfterGoLive) = (plan.OutsideHours && plan.IsOutsideHours, plan.AfterGoLive && plan.IsAfterGoLive);
        RemindAt = plan.RemindAt > now ? plan.RemindAt : null;
    }
}
