using NodaTime;
using Rollout.App.Modules.Infosessions.Registrations;
using Rollout.App.Modules.Infosessions.Scheduling;

namespace Rollout.App.Modules.Infosessions.Planner;

/// <summary>
/// One infosession in someone's hand: picked up with a key, a button or the mouse, carried to another day, hour or facilitator, and dropped or put
/// back. Nothing is moved before it is dropped, and nobody gets a mail before whoever moves it has read how many will.
/// </summary>
public sealed class MoveSession(ValidateMove checkMove, ReplanInfosession replan)
{
    /// <summary>What is in hand; null when nothing is.</summary>
    public InfosessionFacts? Held { get; private set; }

    /// <summary>Where it would come.</summary>
    public PlanRequest? Wanted { get; private set; }

    /// <summary>What would come of dropping it there; null where it was picked up.</summary>
    public MoveCheck? Check { get; private set; }

    /// <summary>Whether it was dropped and waits for a confirmation.</summary>
    public bool Asks { get; private set; }

    /// <summary>How the infosession that was moved last was planned before.</summary>
    public PlanRequest? Before { get; private set; }

    public bool Holds(InfosessionFacts session) => Held?.Id == session.Id;

    public void PickUp(InfosessionFacts session) => (Held, Wanted, Check, Asks) = (session, PlanRequest.Of(session), null, false);

    public void PutBack() => (Held, Wanted, Check, Asks) = (null, null, null, false);

    /// <summary>Carries it on by some days and minutes.</summary>
    public Task CarryAsync(int days, int minutes) => ToAsync(Wanted! with { Starts = Wanted.Starts.PlusDays(days).PlusMinutes(minutes) });

    /// <summary>Carries it somewhere, and looks whether it can be there.</summary>
    public async Task ToAsync(PlanRequest wanted)
    {
        if (Held is { } held && wanted != Wanted)
        {
            (Wanted, Check, Asks) = (wanted, null, false);
            var check = await checkMove.RunAsync(held.Id, wanted);

            // It may have been carried on while that was looked up.
            Check = Wanted == wanted ? check : Check;
        }
    }

    /// <summary>Drops it, unless a rule refuses or something must be confirmed first.</summary>
    /// <returns>True when it was moved.</returns>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">Something came in the way meanwhile.</exception>
    public async Task<bool> DropAsync()
    {
        var (held, wanted, confirmed) = (Held!, Wanted!, Asks);
        if (wanted == PlanRequest.Of(held))
        {
            PutBack();
            return false;
        }

        Check = await checkMove.RunAsync(held.Id, wanted);
        Asks = Check.Asks;
        if (Check.Refusal is not null || (Asks && !confirmed))
        {
            return false;
        }

        await replan.RunAsync(held.Id, Check.ToMean.Aggregate(wanted, (plan, refusal) => plan.Meaning(refusal.Rule)), held.Version);
        Before = PlanRequest.Of(held);
        PutBack();
        return true;
    }

    /// <summary>Carries what was moved last back to where it was; it is dropped there like anywhere else.</summary>
    public Task TakeBackAsync(InfosessionFacts session)
    {
        PickUp(session);
        return ToAsync(Before!);
    }
}
