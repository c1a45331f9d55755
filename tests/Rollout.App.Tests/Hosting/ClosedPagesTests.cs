using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using Rollout.App.Hosting;
using Rollout.App.Shared;
using Rollout.Testing;

namespace Rollout.App.Tests.Hosting;

/// <summary>Everything requires a sign-in except for this short list.</summary>
public sealed class ClosedPagesTests
{
    private const string Directory = "the company's directory, which comes in with a bearer token and cannot sign in";

    /// <summary>What anyone may open, and why.</summary>
    private static readonly Dictionary<string, string> Open = new()
    {
        ["/sign-in"] = "the door",
        ["/sign-in/code"] = "the door",
        ["/sign-in/link/{Token}"] = "the door",
        ["/sign-in/number"] = "the door, for who has no e-mail",
        ["/sign-in/passkey"] = "the door, for who has a passkey",
        ["/sign-in/card"] = "the door, for who has a card with a code",
        ["/sign-in/too-often"] = "the door, for who knocked too often",
        ["/sign-in/account"] = "the way to the company's sign-in service",
        ["/sign-in/account/out"] = "the way to signing out there",
        ["/sign-in/account/refused"] = "says why that account lets nobody in",
        ["/sign-in/as"] = "the door of a demo",
        ["/sign-out"] = "nobody is kept in",
        ["/start"] = "an empty installation has nobody who could sign in; it needs the setup key",
        ["/error"] = "says that something went wrong",
        ["/missing"] = "says that there is no such page",
        ["/denied"] = "says that a page is for someone else",
        ["/brand.css"] = "the look of open pages",
        ["/language"] = "the language of open pages",
        ["/health/live"] = "for whoever watches the process; says one word",
        ["/health/ready"] = "for whoever watches the process; names the checks that are not well, and nothing else",
        ["/house-rules"] = "what everyone agreed on",
        ["/infosessions"] = "employees sign up without an account",
        ["/infosessions/{Id:guid}"] = "employees sign up without an account",
        ["/infosessions/{Id:guid}/sign-up"] = "signs up without an account: by the signed link of a mail, a mailed code, or a number and a name",
        ["/infosessions/{id:guid}/registration"] = "the act of signing up, by whoever the signed link or the sign-in says",
        ["/infosessions/{Id:guid}/ticket"] = "the ticket, for whom the signed link or the sign-in says",
        ["/infosessions/{Id:guid}/withdraw"] = "withdraws with the signed link of a mail",
        ["/infosessions/{id:guid}/seat"] = "takes an offered seat, for whom the signed link of the mail or the sign-in says",
        ["/infosessions/other-dates"] = "says when someone could come, for whom a signed link or the sign-in says; to nobody it only says to sign in",
        ["/infosessions/{Id:guid}/warm-up"] = "answers the question in the reminder, for whom the signed link or the sign-in says",
        ["/infosessions/{id:guid}/invite.ics"] = "the calendar entry, for whom the signed link or the sign-in says",
        ["/calendar/{key}.ics"] = "a calendar program reads it, by the key in the address; it cannot sign in",
        ["/infosessions/{Id:guid}/findings"] = "what key users found in a dry-run, for whom the signed link or the sign-in says",
        ["/f/{Code}"] = "those who came say what they thought, by the code on their ticket",
        ["/my/infosessions"] = "where someone has a place or waits, for whom the signed link or the sign-in says",
        ["/ambassadors/asked"] = "says yes or no to being ambassador, for whom the signed link of the mail or the sign-in says",
        ["/kiosk"] = "a shared screen, for the device that was opened as one",
        ["/kiosk/{Id:guid}"] = "signs up on a shared screen, on the device that was opened as one",
        ["/scim/v2/ServiceProviderConfig"] = Directory,
        ["/scim/v2/ResourceTypes"] = Directory,
        ["/scim/v2/Schemas"] = Directory,
        ["/scim/v2/Groups"] = Directory,
        ["/scim/v2/Groups/{id}"] = Directory,
        ["/scim/v2/Users"] = Directory,
        ["/scim/v2/Users/{id}"] = Directory,
        ["/api/v1/openapi.json"] = "the description of the API, which is in the published source too; what it describes needs a token",
        ["/i"] = "an ambassador's code, typed over",
        ["/i/{Code}"] = "an ambassador's link",
        ["/i/{Code}/who"] = "a colleague without an account says who they are",
        ["/i/{Code}/profile"] = "a colleague says that their profile is complete",
        ["/i/{Code}/not-right"] = "a colleague says that what an ambassador claims is not right, by the signed link of a mail",
        ["/i/{Code}/not-me"] = "a colleague says that it was not them, by the signed link of a mail or signed in",
        ["/i/{Code}/later"] = "a colleague comes back later",
        ["/stop/{Token}"] = "stops nudges with the signed link of a mail, without signing in",
        ["/stop/{token}"] = "the act of stopping, by the signed link",
        ["/stop/{token}/resume"] = "the way back, by the signed link",
        ["/test-mail/{Token}"] = "says that mail arrives at a branch, by the signed link",
        ["/ask/{Token}"] = "answers a question of a nudge, by the signed link",
        ["/why/{Token}"] = "why someone got a message, by the signed link",
    };

    /// <summary>What is sent without the token of a form of ours: it comes from other programs, and changes nothing by a browser's cookies.</summary>
    private static readonly string[] FromPrograms = ["/stop/{token}", "/stop/{token}/resume"];

    /// <summary>What no cookie opens, so that no form of another site can send anything in someone's name.</summary>
    private static readonly string[] OpenedByTokens = ["/scim/", "/api/"];

    [Fact]
    public async Task Everything_that_is_sent_by_a_form_is_refused_without_its_token()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        await using var app = await RunningApp.StartAsync(database);
        var sent = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Any(method => method is "POST" or "PUT" or "PATCH" or "DELETE") == true)
            .Where(e => !e.RoutePattern.RawText!.TrimStart('/').StartsWith('_') && !OpenedByTokens.Any(way => e.RoutePattern.RawText.StartsWith(way, StringComparison.Ordinal))).ToList();
        Assert.True(sent.Count > 100, $"only {sent.Count}");

        var unchecked_ = sent.Where(e => e.Metadata.GetMetadata<IAntiforgeryMetadata>()?.RequiresValidation != true).Select(e => e.RoutePattern.RawText!);

        Assert.Equal(FromPrograms, unchecked_.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Only_what_is_on_the_short_list_opens_without_signing_in()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        await using var app = RolloutApp.Build(new HostSettings("http://127.0.0.1:0", database.Folder), configure: database.Configure);
        await app.StartAsync();

        var open = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<StaticAssetDescriptor>() is null && IsOpen(e))
            .Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/'))
            .ToHashSet();

        Assert.Empty(open.Except(Open.Keys).Order());
        Assert.Empty(Open.Keys.Except(open).Order()); // gone, or closed by now
    }

    // An endpoint without authorization metadata is closed by the fallback policy.
    private static bool IsOpen(Endpoint endpoint) => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
}
