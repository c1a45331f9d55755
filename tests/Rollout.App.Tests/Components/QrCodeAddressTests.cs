using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Rollout.App.Shared.Components;
using Rollout.App.Shared.Localization;

namespace Rollout.App.Tests.Components;

/// <summary>Scanners in browsers read nothing of a code with accents in it (docs/libraries.md).</summary>
public sealed class QrCodeAddressTests
{
    [Fact]
    public async Task An_address_with_letters_beyond_ascii_is_encoded_as_its_ascii_form() =>
        Assert.Equal(await DrawnAsync("https://xn--socit-esab.example:8443/%C3%A9quipe?van=%C3%A9"), await DrawnAsync("https://société.example:8443/équipe?van=é"));

    private static async Task<string> DrawnAsync(string address)
    {
        await using var services = new ServiceCollection().AddSingleton<Localizer>().BuildServiceProvider();
        await using var html = new HtmlRenderer(services, NullLoggerFactory.Instance);
        return await html.Dispatcher.InvokeAsync(async () => (await html.RenderComponentAsync<QrCode>(ParameterView.FromDictionary(
            new Dictionary<string, object?> { [nameof(QrCode.Address)] = new Uri(address), [nameof(QrCode.Label)] = "QR" }))).ToHtmlString());
    }
}
