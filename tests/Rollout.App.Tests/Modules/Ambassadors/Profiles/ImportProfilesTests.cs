using System.Text;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Ambassadors.Profiles;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Shared.DelimitedText;
using Rollout.Domain.Ambassadors;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Ambassadors.Profiles;

/// <summary>Files of complete profiles, and their effect on credits.</summary>
public sealed class ImportProfilesTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Who_accepted_and_is_in_the_file_is_a_credit_and_a_second_time_changes_nothing(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        await the.AcceptAsync(the.Sanne.Code, the.Bas);

        var preview = await ImportAsync(the, preview: true, $"personeelsnummer;profiel volledig sinds\n{the.Bas.PersonnelNumber};23-11-2026");
        Assert.Empty(the.Database.CreateDbContext().Credits);
        var first = await ImportAsync(the, preview: false, $"personeelsnummer;profiel volledig sinds\n{the.Bas.PersonnelNumber};23-11-2026");
        var second = await ImportAsync(the, preview: false, $"email,date\n{the.Bas.Email!.ToUpperInvariant()},2026-11-23");

        Assert.Equal((1, 0, new CreditSettlementResult(1, 0, 0)), (preview.Created, preview.Merged, preview.Credits));
        Assert.Equal((1, 0, new CreditSettlementResult(1, 0, 0)), (first.Created, first.Merged, first.Credits));
        Assert.Equal((0, 1, new CreditSettlementResult(0, 0, 0)), (second.Created, second.Merged, second.Credits));
        await using var db = the.Database.CreateDbContext();
        var credit = await db.Credits.SingleAsync();
        Assert.Equal((the.Sanne.Id, the.Sanne.Id, CreditEvidence.Observed, A.Monday, 0), (credit.Ambassador, credit.EarnedBy, credit.Evidence, credit.At, credit.Version));
        Assert.Equal(A.Monday, (await db.People.SingleAsync(p => p.Id == the.Bas.Id)).ProfileCompleteSince);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Each_row_says_what_became_of_it(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var bas = the.Bas.PersonnelNumber;

        var result = await ImportAsync(
            the, preview: false,
            $"number;employee id;e-mail;since\n;{bas};;2026-11-20\n;{bas};;2026-11-19\n;;nobody@voorbeeld.be;2026-11-20\n;;;2026-11-20\n;{bas};;2026-11-24\n;{bas};;31-02-2026\n;{the.Lead.PersonnelNumber};;\n;{bas};{the.Lead.Email};2026-11-01");

        Assert.Equal(["number"], result.IgnoredColumns);
        Assert.Equal(
            [
                (2, RowOutcome.Merged, "W_DUPLICATE_MERGED"), (3, RowOutcome.Created, ""), (4, RowOutcome.Rejected, "E_PERSON_UNKNOWN"), (5, RowOutcome.Rejected, "E_NO_KEY"),
                (6, RowOutcome.Rejected, "E_DATE_IN_FUTURE"), (7, RowOutcome.Rejected, "E_DATE_UNREADABLE"), (8, RowOutcome.Merged, "W_PROFILE_NOT_COMPLETE"), (9, RowOutcome.Rejected, "E_DUP_EMAIL_OTHER_PERSON"),
            ],
            result.Rows.Select(r => (r.Line, r.Outcome, string.Join(' ', ImportCodeNames.Of(r.Codes)))));
        Assert.Equal("2026-11-19", (await the.Database.CreateDbContext().People.SingleAsync(p => p.Id == the.Bas.Id)).ProfileCompleteSince!.Value.InZone(A.Brussels).Date.ToString("yyyy-MM-dd", null));
        Assert.Equal(FileRefusal.Header, (await ImportAsync(the, preview: false, "name;since\nBas;2026-11-20")).Refusal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Files_out_of_order_end_the_same_and_what_takes_credits_back_is_asked_first(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        await the.AcceptAsync(the.Sanne.Code, the.Bas);
        await the.ConfirmAsync(the.Sanne.Code, the.Bas);
        var before = $"email;since\n{the.Bas.Email};2026-11-20";

        Assert.Equal(new CreditSettlementResult(0, 0, 1), (await ImportAsync(the, preview: true, before)).Credits);
        await Refused.ByAsync(ImportRules.TakingBackNeedsConfirming, () => ImportAsync(the, preview: false, before));
        Assert.Single(the.Database.CreateDbContext().Credits);
        await ImportAsync(the, preview: false, before, takeBack: true);
        var later = await ImportAsync(the, preview: false, $"email;since\n{the.Bas.Email};2026-11-23");

        Assert.Equal(new CreditSettlementResult(0, 0, 0), later.Credits);
        Assert.Empty(the.Database.CreateDbContext().Credits);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_claim_counts_when_the_file_confirms_it_and_a_mail_when_the_colleague_says_yes(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var (claimed, mailed) = (A.Person(the.Gent, "Priya Ramdin", email: null), A.Person(the.Gent, "Ilse Vermeer"));
        the.Database.Given(claimed, mailed);
        await the.ClaimAsync(the.SannesPerson, claimed);
        await the.InviteAsync(the.SannesPerson, mailed);
        the.Clock.Advance(Duration.FromDays(1));

        await ImportAsync(the, preview: false, $"employee id;since\n{claimed.PersonnelNumber};2026-11-23\n{mailed.PersonnelNumber};2026-11-24");
        Assert.Equal(claimed.Id, (await the.Database.CreateDbContext().Credits.SingleAsync()).Colleague);
        await the.AcceptAsync(the.Sanne.Code, mailed, InvitationChannel.Mail);

        Assert.Equal(2, await the.Database.CreateDbContext().Credits.CountAsync(c => c.Ambassador == the.Sanne.Id && c.Evidence == CreditEvidence.Observed));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Ten_thousand_settle_in_one_step_and_broken_off_halfway_nothing_has_happened(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var people = Enumerable.Range(0, 10_000).Select(i => A.Person(the.Gent, $"Colleague {i}", email: null, number: $"N{i}")).ToList();
        await using (var db = the.Database.CreateDbContext())
        {
            db.ChangeTracker.AutoDetectChangesEnabled = false;
            foreach (var batch in people.Chunk(5_000))
            {
                db.AddRange(batch);
                db.AddRange(batch.Where((_, i) => i % 2 == 0).Select(p => Invitation.ByComing(the.Sanne.Id, p.Id, InvitationChannel.Qr, A.Monday)));
                await db.SaveChangesAsync();
                db.ChangeTracker.Clear();
            }
        }

        var file = "employee id;since\n" + string.Join('\n', people.Select(p => $"{p.PersonnelNumber};2026-11-23"));
        foreach (var share in new[] { 0.6, 0.8 })
        {
            using var stop = new CancellationTokenSource();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ImportAsync(the, preview: false, file, stopAt: (share, stop)));
            await using var untouched = the.Database.CreateDbContext();
            Assert.Equal((0, 0, 0), (await untouched.Credits.CountAsync(), await untouched.ProfileEvidence.CountAsync(), await untouched.People.CountAsync(p => p.ProfileCompleteSince != null)));
        }

        var result = await ImportAsync(the, preview: false, file);
        Assert.Equal((10_000, new CreditSettlementResult(5_000, 0, 0)), (result.Created, result.Credits));
        Assert.Equal(new CreditSettlementResult(0, 0, 0), (await ImportAsync(the, preview: false, file)).Credits);
        await using var after = the.Database.CreateDbContext();
        Assert.Equal((5_000, 10_000), (await after.Credits.CountAsync(), await after.People.CountAsync(p => p.ProfileCompleteSince == A.Monday)));
    }

    private static async Task<ImportResult> ImportAsync(
        TheAmbassadors the, bool preview, string text, bool takeBack = false, (double Share, CancellationTokenSource Stop)? stopAt = null)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var progress = stopAt is { } at ? new StopsAt(at.Share, at.Stop) : null;
        return await new ImportProfiles(the.Database, the.Clock).RunAsync(file, preview, takeBack, progress, stopAt?.Stop.Token ?? default);
    }

    private sealed class StopsAt(double share, CancellationTokenSource stop) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
            if (value.Share >= share)
            {
                stop.Cancel();
            }
        }
    }
}
