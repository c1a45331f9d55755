using Rollout.App.Identity;

namespace Rollout.App.Modules.Nudges.Privacy;

/// <summary>A person says what they want of nudges.</summary>
internal sealed class ChooseNudges(NudgeChoices choices, CurrentUserAccessor me)
{
    public async Task RunAsync(string what, CancellationToken ct = default) => await choices.RunAsync((await me.GetAsync(ct)).Id, what, ct);
}
