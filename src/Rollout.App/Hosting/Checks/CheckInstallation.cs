using Rollout.App.Shared.Localization;

namespace Rollout.App.Hosting.Checks;

/// <summary>What was checked and the result; if it is not good, what to change.</summary>
public sealed record CheckResult(string About, bool Well, string Says);

/// <summary>One requirement of the installation.</summary>
internal interface ICheck
{
    /// <summary>Whether it can run only when the database is in order.</summary>
    bool NeedsDatabase => false;

    /// <summary>Runs the check without changing anything permanently. An exception is reported as a failed check.</summary>
    /// <param name="words">Supplies the language of the result.</param>
    Task<IReadOnlyList<CheckResult>> RunAsync(Localizer words, CancellationToken ct);
}

/// <summary>Runs all checks of the installation.</summary>
internal sealed class CheckInstallation(DatabaseCheck database, IEnumerable<ICheck> others)
{
    public async Task<IReadOnlyList<CheckResult>> RunAsync(Localizer words, CancellationToken ct = default)
    {
        List<CheckResult> findings = [.. await database.RunAsync(words, ct)];
        var databaseIsWell = findings.TrueForAll(finding => finding.Well);
        foreach (var check in others.Where(check => databaseIsWell || !check.NeedsDatabase))
        {
            findings.AddRange(await check.RunAsync(words, ct));
        }

        return findings;
    }
}

/// <summary>Registers the checks in the order they make sense, and the two ways to run them.</summary>
internal static class CheckModule
{
    public static IServiceCollection AddChecks(this IServiceCollection services) => services
        .AddScoped<DatabaseCheck>().AddScoped<ICheck, IntegrityCheck>().AddScoped<ICheck, BackupsCheck>().AddScoped<ICheck, ClockCheck>().AddScoped<ICheck, ZoneCheck>()
        .AddScoped<ICheck, MailCheck>().AddScoped<ICheck, AddressCheck>().AddScoped<ICheck, FolderCheck>().AddScoped<ICheck, SignOffsCheck>()
        .AddScoped<CheckInstallation>();

    /// <summary><c>rollout check</c></summary>
    /// <returns>0 only when all checks passed.</returns>
    public static async Task<int> CheckAsync(this WebApplication app, TextWriter output, CancellationToken ct)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var words = scope.ServiceProvider.GetRequiredService<Localizer>();
        var findings = await scope.ServiceProvider.GetRequiredService<CheckInstallation>().RunAsync(words, ct);
        foreach (var finding in findings)
        {
            await output.WriteLineAsync($"{(finding.Well ? "ok  " : "FAIL")}  {finding.About}: {finding.Says}");
        }

        return findings.All(finding => finding.Well) ? 0 : 1;
    }
}
