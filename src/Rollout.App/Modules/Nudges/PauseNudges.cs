using Rollout.App.Identity;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.Domain.Access;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Nudges;

/// <summary>Rules about managing nudges.</summary>
public static class NudgeRules
{
    public static readonly Rule OnlyTheLead = new("nudge.only-the-lead");

    internal static CurrentUser AsLead(this CurrentUser actor)
    {
        NudgeRules.OnlyTheLead.Ensure(actor.IsLead);
        return actor;
    }

    internal static CurrentUser AsReader(this CurrentUser actor)
    {
        NudgeRules.OnlyTheLead.Ensure(actor.SeesAll);
        return actor;
    }
}

/// <summary>The lead pauses or resumes all nudges. Service mails are not affected.</summary>
public sealed class PauseNudges(NudgeSettings settings, CurrentUserAccessor me)
{
    public async Task RunAsync(bool paused, CancellationToken ct = default)
    {
        (await me.GetAsync(ct)).AsLead();
        await settings.PauseAsync(paused, ct);
    }
}

/// <summary>The lead sets the contact budget: how many nudges one person may get in seven days.</summary>
public sealed class BudgetContact(NudgeSettings settings, CurrentUserAccessor me)
{
    public async Task RunAsync(int nudgesAWeek, CancellationToken ct = default)
    {
        (await me.GetAsync(ct)).AsLead();
        await settings.BudgetAsync(nudgesAWeek, ct);
    }
}
