using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Modules.Infosessions.Scheduling;
using Rollout.App.Shared.Telemetry;

namespace Rollout.App.Modules.Infosessions.Planner;

/// <summary>
/// Moves one infosession: picked up with a key, a button or the mouse, carried to another day, time or facilitator, and dropped or put back. Nothing is saved
/// before it is dropped, and no mail is sent before the user has seen how many people it goes to.
/// </summary>
public sealed class MoveSession(ValidateMove checkMove, ReplanInfosession replan, LiveCommands commands)
{
    /// <summary>The infosession being moved; null when there is none.</summary>
    public InfosessionFacts? Held { get; private set; }

    /// <summary>The plan at the current position.</summary>
    public PlanRequest? Wanted { get; private set; }

    /// <summary>The check of that plan; null at the original position.</summary>
    public MoveCheck? Check { get; private set; }

    /// <summary>Whether it was dropped and waits for confirmation.</summary>
    public bool Asks { get; private set; }

    /// <summary>The previous plan of the infosession moved last.</summary>
    public PlanRequest? Before { get; private set; }

    public bool Holds(InfosessionFacts session) => Held?.Id == session.Id;

    public void PickUp(InfosessionFacts session) => (Held, Wanted, Check, Asks) = (session, PlanRequest.Of(session), null, false);

    public void PutBack() => (Held, Wanted, Check, Asks) = (null, null, null, false);

    /// <summary>Carries it by some days and minutes.</summary>
    public Task CarryAsync(int days, int minutes) => ToAsync(Wanted! with { Starts = Wanted.Starts.PlusDays(days).PlusMinutes(minutes) });

    /// <summary>Carries it to a plan, and checks that plan.</summary>
    public async Task ToAsync(PlanRequest wanted)
    {
        if (Held is { } held && wanted != Wanted)
        {
            (Wanted, Check, Asks) = (wanted, null, false);
            var check = await checkMove.RunAsync(held.Id, wanted);

            // It may have been carried further during the check.
            Check = Wanted == wanted ? check : Check;
        }
    }

    /// <summary>Drops it, unless a rule is broken or something must be confirmed first.</summary>
    /// <returns>Whether it was moved.</returns>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A rule is broken because of a change made meanwhile.</exception>
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

        await commands.ExecuteAsync("move", () => replan.RunAsync(held.Id, Check.ToMean.Aggregate(wanted, (plan, refusal) => plan.Meaning(refusal.Rule)), held.Version));
        Before = PlanRequest.Of(held);
        PutBack();
        return true;
    }

    /// <summary>Picks up the infosession moved last and carries it back; dropping it works as usual.</summary>
    public Task TakeBackAsync(InfosessionFacts session)
    {
        PickUp(session);
        return ToAsync(Before!);
    }
}
