using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity.SignIn;
using Rollout.App.Modules.Launches.Readiness;
using Rollout.App.Modules.Launches.SignOffs;
using Rollout.Domain.Access;
using Rollout.Domain.Launches;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Launches;

/// <summary>Signing needs a fresh code for this launch as it was read, which works once; or a deputy, on the days they were named for.</summary>
public sealed class SignOffTests
{
    private static readonly VerdictGiven NoGo = new VerdictGiven.NoGo("Not yet");

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_code_signs_once_even_when_it_is_used_at_the_same_moment(Database kind)
    {
        using var company = await new Company(kind).PlanAsync();
        var (id, typed) = Typed(company, 0);
        var code = await company.CodeAsync(id, typed, company.Directors[0]);

        var tries = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Record.ExceptionAsync(() => company.SignOff(company.Directors[0]).RunAsync(id, typed, code)))));

        Assert.Single(tries, t => t is null);
        Assert.Single(company.Launch(0).SignOffs);
        Assert.Null(company.Launch(0).VerifySignOffs());
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_code_is_for_one_launch_as_it_was_read_by_one_person_and_does_not_sign_in(Database kind)
    {
        using var company = await new Company(kind).PlanAsync();
        var (id, typed) = Typed(company, 0);
        var code = await company.CodeAsync(id, typed, company.Directors[0]);
        var (other, otherTyped) = Typed(company, 1);

        await Refused.ByAsync(SignInRules.CodeStillWorks, () => company.SignOff(company.Directors[1]).RunAsync(other, otherTyped, code));
        await Refused.ByAsync(SignInRules.CodeStillWorks, () => company.SignOff(company.Directors[1]).RunAsync(id, typed, code));
        await Refused.ByAsync(SignInRules.CodeStillWorks, () => company.SignOff(company.Directors[0]).RunAsync(id, typed with { Seen = "something else" }, code));
        await Refused.ByAsync(SignInRules.CodeStillWorks, () => new SignInWithCode(company.Db, company.Clock).RunAsync(code.Code, code.Typed, "127.0.0.1"));
        await Refused.ByAsync(SignInRules.CodeIsRight, () => company.SignOff(company.Directors[0]).RunAsync(id, typed, code with { Typed = "000000x" }));
        company.Clock.Now += SignInCode.Lifetime;
        await Refused.ByAsync(SignInRules.CodeStillWorks, () => company.SignOff(company.Directors[0]).RunAsync(id, typed, code));
        Assert.Empty(company.Launch(0).SignOffs);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Nobody_gets_a_code_for_what_they_may_not_sign(Database kind)
    {
        using var company = await new Company(kind).PlanAsync();
        var (id, typed) = Typed(company, 0);
        Task<SignOffCodeRequest> Ask(Rollout.Domain.People.Person by, VerdictInput what) => new RequestSignOffCode(company.Db, company.As(by), company.Rollout, company.Clock).RunAsync(id, what, "127.0.0.1");

        await Refused.ByAsync(LaunchRules.OnlyItsDirectorSigns, () => Ask(company.Directors[1], typed));
        await Refused.ByAsync(LaunchRules.OnlyItsDirectorSigns, () => Ask(company.Lead, typed));
        await Refused.ByAsync(LaunchRules.GoNeedsItsMustChecks, () => Ask(company.Directors[0], typed with { Given = new VerdictGiven.Go() }));
        Assert.Empty(company.MailedAbout("sign-off-code"));
        Assert.Empty(company.Launch(0).SignOffs);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_deputy_signs_on_the_days_they_were_named_for_and_no_others(Database kind)
    {
        using var company = await new Company(kind).PlanAsync();
        var deputy = company.Colleagues[0];
        var name = new NameDeputy(company.Db, company.As(company.Directors[0]), company.Mails, company.Clock);
        await name.RunAsync(company.Branches[0].Id, deputy.Email!, new LocalDate(2026, 11, 24), new LocalDate(2026, 11, 25));
        await Refused.ByAsync(DeputyRules.OnlyTheDirectorNames, () => name.RunAsync(company.Branches[1].Id, deputy.Email!, new LocalDate(2026, 11, 24), new LocalDate(2026, 11, 25)));

        await Refused.ByAsync(LaunchRules.OnlyItsDirectorSigns, () => company.SignAsync(0, NoGo, deputy));
        company.Clock.Now += Duration.FromDays(1);
        await company.SignAsync(0, NoGo, deputy);
        Assert.Equal((true, deputy.Id), (company.Launch(0).LastSignOff!.AsDeputy, company.Launch(0).LastSignOff!.By));
        Assert.Null(company.Launch(0).VerifySignOffs());

        var listed = await new ListDeputies(company.Db, company.As(company.Directors[0]), company.Clock).RunAsync();
        await new EndDeputy(company.Db, company.As(company.Directors[0]), company.Clock).RunAsync(listed[0].Deputies[0].Id);
        await Refused.ByAsync(LaunchRules.OnlyItsDirectorSigns, () => company.SignAsync(0, NoGo, deputy));
        Assert.Equal([deputy.Id], company.MailedAbout("deputy"));
    }

    [Theory]
    [InlineData(Database.Sqlite, "UPDATE sign_offs SET words = 'Fine' WHERE number = 1")]
    [InlineData(Database.Postgres, "UPDATE sign_offs SET as_deputy = true WHERE number = 2")]
    [InlineData(Database.Sqlite, "DELETE FROM sign_offs WHERE number = 2")]
    [InlineData(Database.Postgres, "DELETE FROM sign_offs WHERE number = 1")]
    [InlineData(Database.Sqlite, "UPDATE launches SET sign_off_head = NULL")]
    public async Task Whatever_is_done_to_the_record_behind_our_back_shows(Database kind, string tampering)
    {
        using var company = await new Company(kind).PlanAsync();
        await company.SignAsync(0, NoGo);
        await company.SignAsync(0, new VerdictGiven.NoGo("Still not"));
        Assert.Null(company.Launch(0).VerifySignOffs());

        await using (var db = company.Db.CreateDbContext())
        {
            await db.Database.ExecuteSqlRawAsync(tampering);
        }

        Assert.NotNull(company.Launch(0).VerifySignOffs());
    }

    private static (LaunchId Id, VerdictInput Typed) Typed(Company company, int branch)
    {
        var (wave, launch) = company.Found(branch);
        return (launch.Id, new VerdictInput(NoGo, null, SignOffSnapshot.Of(wave, launch).Fingerprint));
    }
}
