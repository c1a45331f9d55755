using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Ambassadors.Profiles;
using Rollout.App.Modules.Participation;
using Rollout.App.Modules.Participation.Reports;
using Rollout.App.Shared.DelimitedText;
using Rollout.App.Tests.Modules.Ambassadors;
using Rollout.App.Tests.Modules.Organisation.Import;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Participation;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Participation;

/// <summary>A report whose columns the lead explained says all that a known one can, and whose profile is complete.</summary>
public sealed class MappedReportTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task One_file_says_all_five_figures_and_a_complete_profile_is_a_credit(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        await the.AcceptAsync(the.Sanne.Code, the.Bas);
        var file = $"wie;gezien;berichten;duimpjes;profiel\n{the.Bas.Email};2026-11-22;2;1;ja\n{the.Lead.Email};2026-10-01;0;0;nee\n";

        var seen = await TakeAsync(the, file, "Account,LastActive,Posted,Reacted,ProfileComplete", preview: true);
        Assert.Equal((FileRefusal.None, 0), (seen.Refusal, await the.Database.CreateDbContext().Credits.CountAsync()));
        await TakeAsync(the, file, "Account,LastActive,Posted,Reacted,ProfileComplete");
        await TakeAsync(the, file, "Account,LastActive,Posted,Reacted,ProfileComplete");

        await using var db = the.Database.CreateDbContext();
        var sums = await db.ParticipationSums.Where(s => s.Kind == GroupKind.Everyone).ToListAsync();
        Assert.Equal((2, 1, 1, 1, 1), (sums.Sum(s => s.Visited), sums.Sum(s => s.ProfileComplete), sums.Sum(s => s.Reacted), sums.Sum(s => s.Posted), sums.Sum(s => s.Active)));
        var credit = await db.Credits.SingleAsync();
        Assert.Equal((the.Bas.Id, CreditEvidence.Observed), (credit.Colleague, credit.Evidence));
    }

    [Fact]
    public async Task A_profile_is_complete_when_all_fields_the_lead_names_are_filled_in()
    {
        using var the = new TheAmbassadors(Database.Sqlite);
        var file = $"wie;functie;foto\n{the.Bas.Email};monteur;1767225600000\n{the.Lead.Email};;1767225600000\n{the.SannesPerson.Email};monteur;0\n";

        var result = await TakeAsync(the, file, "Account,ProfileField,ProfileField");

        Assert.Equal(3, result.Report!.Matched);
        await using var db = the.Database.CreateDbContext();
        Assert.Equal([the.Bas.Id], await db.ProfileEvidence.Select(e => e.Colleague).ToListAsync());
        Assert.Equal(ReportSays.Profiles, (await db.ActivityReports.SingleAsync()).Says);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task What_would_take_credits_back_is_refused_as_a_whole(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        await the.AcceptAsync(the.Sanne.Code, the.Bas);
        await the.ConfirmAsync(the.Sanne.Code, the.Bas);

        var result = await TakeAsync(the, $"wie;gezien;profiel\n{the.Bas.Email};2026-11-22;2026-11-20\n", "Account,LastActive,ProfileComplete");

        Assert.Equal(FileRefusal.TakesCreditsBack, result.Refusal);
        await using var db = the.Database.CreateDbContext();
        Assert.Equal((1, 0, 0), (await db.Credits.CountAsync(), await db.ActivityReports.CountAsync(), await db.Statements.CountAsync()));
    }

    private static async Task<ImportResult> TakeAsync(TheAmbassadors the, string text, string meanings, bool preview = false)
    {
        await using var file = Files.Of(text);
        return await new ImportActivity(the.Database, the.Clock, new ObserveProfiles(the.Clock)).RunAsync(file, preview, day: new LocalDate(2026, 11, 23), said: new ReportMapping("", 1, "Plein", meanings, 30, A.Monday));
    }
}
