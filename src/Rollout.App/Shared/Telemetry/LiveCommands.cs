using Microsoft.EntityFrameworkCore;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Shared.Telemetry;

/// <summary>Measures commands of live pages, which are not posted.</summary>
public sealed class LiveCommands(ICurrentUserId me, ILogger<CommandScope> log)
{
    /// <param name="name">One of few names, as in <see cref="CommandScope.Name"/>.</param>
    public async Task ExecuteAsync(string name, Func<Task> command)
    {
        using var scope = CommandScope.Begin(name, await me.FindIdAsync(), log, way: "live");
        try
        {
            await command();
        }
        catch (BrokenRuleException broken)
        {
            CommandScope.Refused(broken.Rule);
            throw;
        }
        catch (DbUpdateConcurrencyException)
        {
            CommandScope.Ended(CommandOutcome.Invalid);
            throw;
        }
        catch
        {
            CommandScope.Ended(CommandOutcome.Failed);
            throw;
        }
    }
}
