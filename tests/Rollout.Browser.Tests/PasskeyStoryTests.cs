using Microsoft.Playwright;
using Rollout.Browser.Tests.Kit;
using Rollout.Testing;

namespace Rollout.Browser.Tests;

/// <summary>A passkey, with a device that Chromium plays.</summary>
public sealed class PasskeyStoryTests
{
    // Browsers know no passkeys of an address in digits.
    [Fact]
    public Task A_passkey_is_added_signs_in_and_is_refused_once_it_was_removed() => Story.TellAsync(
        async story =>
        {
            var branch = A.Branch();
            var person = A.Person(branch);
            story.Rollout.Database.Given(A.Rollout(), branch, person);
            var visitor = await story.SignedInAsync(person);
            var page = visitor.Page;
            var device = await visitor.Context.NewCDPSessionAsync(page);
            await device.SendAsync("WebAuthn.enable");
            await device.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
            {
                ["options"] = new { protocol = "ctap2", transport = "internal", hasResidentKey = true, hasUserVerification = true, isUserVerified = true, automaticPresenceSimulation = true },
            });

            await visitor.OpenAsync("/my/passkeys");
            await page.FillAsync("#Name", "My phone");
            await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "My phone" })).ToBeVisibleAsync();

            await visitor.Context.ClearCookiesAsync();
            await visitor.OpenAsync("/sign-in?to=/my/passkeys");
            await page.GetByRole(AriaRole.Link, new() { Name = "Sign in with a passkey" }).ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Remove My phone" }).ClickAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "My phone" })).ToHaveCountAsync(0);

            await visitor.Context.ClearCookiesAsync();
            await visitor.OpenAsync("/sign-in/passkey");
            await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
            await Assertions.Expect(page.GetByText("This passkey does not work here.").First).ToBeVisibleAsync();
        },
        host: "localhost");
}
