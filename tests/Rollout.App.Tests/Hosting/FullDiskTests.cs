using System.Net;
using Rollout.App.Tests.Identity;
using Rollout.Testing;

namespace Rollout.App.Tests.Hosting;

/// <summary>A disk that becomes full under a running program, and has room again.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task A_full_disk_is_said_by_the_health_address_and_by_pages_and_is_over_when_there_is_room()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var person = SigningIn.GivenSomeone(database);
        var address = new Uri($"http://127.0.0.1:{PostgresServer.FreePort()}");
        await using var program = RolloutProgram.Start(database, ["--urls", address.ToString()], (RolloutProgram.FullDisk, "0"), ("Mail__FolderIsPickedUp", "true"));
        await program.SaysAsync("Rollout is ready");
        var visitor = new Visitor(address);
        var form = await visitor.GetAsync("/sign-in");

        await program.FillDiskAsync(full: true);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await visitor.GetAsync("/health/ready")).Status);
        var refused = await visitor.SubmitAsync(form, "sign-in", ("Email", person.Email));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
        Assert.Contains("We cannot get to our data right now", refused.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/infosessions")).Status);

        await program.FillDiskAsync(full: false);
        Assert.True((await visitor.SubmitAsync(form, "sign-in", ("Email", person.Email))).IsRedirect);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/health/ready")).Status);
    }
}
