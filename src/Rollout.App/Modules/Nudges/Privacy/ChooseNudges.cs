using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Persistence;

namespace Rollout.App.Modules.Nudges.Privacy;

/// <summary>A person stops or resumes their nudges. Service mails follow from their own actions and continue.</summary>
internal sealed class ChooseNudges(NudgeSettings settings, CurrentUserAccessor me)
{
    public async Task RunAsync(bool welcome, CancellationToken ct = default) => await settings.WelcomeAsync((await me.GetAsync(ct)).Id, welcome, ct);
}
