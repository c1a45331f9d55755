using System.Globalization;
using Rollout.App.Modules.Participation.Graph;

namespace Rollout.App.Hosting;

/// <summary>What the settings that are not free text may be. Looked at before anything reads them: binding would end the start with the name of a type.</summary>
internal static class SettingValues
{
    private static readonly Setting[] All =
    [
        YesOrNo("Mail:FolderIsPickedUp"), YesOrNo("Webhooks:AllowPrivate"),
        Number("Mail:Port", 1, 65535) with { MayBeEmpty = true }, Number("Mail:Connections", 1, 32), Number("Returns:Imap:Port", 1, 65535) with { MayBeEmpty = true },
        Number("TextMessages:PerSecond", 1, 1000), Number("TextMessages:Earliest", 0, 23), Number("TextMessages:Latest", 1, 24),
        Number("Audit:KeepMonths", 1, 1200), Number("Leavers:KeepMonths", 1, 120), Number("Backup:EveryHours", 0, 8784), Number("Backup:Keep", 1, 1000),
        new("TextMessages:Price", "an amount with a point, like 0.08", text => decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _), MayBeEmpty: false),
        OneOf("Mail:Postbox", "folder", "smtp"), OneOf("Mail:Security", "starttls", "tls", "none"), OneOf("Returns:Imap:Security", "tls", "starttls", "none"), OneOf("TextMessages:Provider", "twilio", "messagebird"),
        new("Graph:Reports", $"some of {string.Join(", ", GraphReport.All.Select(r => r.Source))}, with commas between them", text => new GraphReportNames { Reports = text }.AreKnown),
        Address("Mail:TokenAddress"), Address("TextMessages:Address"), Address("Graph:Address"), Address("Graph:SignIn"), Address("OpenIdConnect:Authority"), Address("OTEL_EXPORTER_OTLP_ENDPOINT"),
        new("ForwardedHeaders:KnownProxies", "addresses or networks with commas between them, like 10.0.0.5, 10.1.0.0/16", KnownProxies.AreAddresses),
    ];

    /// <exception cref="OperatorException">Some are what they cannot be: one sentence each, with where the value comes from.</exception>
    public static void Ensure(IConfiguration configuration)
    {
        var wrong = All.Where(s => configuration[s.Name] is { } value && (value.Length > 0 || !s.MayBeEmpty) && !s.Allows(value.Trim()))
            .Select(s => $"{s.Name} is “{configuration[s.Name]}” ({SettingSource.Of(configuration, s.Name)}). Make it {s.Allowed}.").ToList();
        if (wrong.Count > 0)
        {
            throw new OperatorException(string.Join(Environment.NewLine, wrong));
        }
    }

    private static Setting YesOrNo(string name) => new(name, "true or false", text => bool.TryParse(text, out _), MayBeEmpty: false);

    private static Setting Number(string name, int from, int to) => new(
        name, string.Create(CultureInfo.InvariantCulture, $"a number from {from} to {to}"), text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to, MayBeEmpty: false);

    private static Setting OneOf(string name, params string[] choices) => new(name, string.Join(", ", choices[..^1]) + " or " + choices[^1], choices.Contains);

    private static Setting Address(string name) => new(name, "an address that begins with https:// or http://", text => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https");

    /// <param name="Allowed">Continues "Make it".</param>
    /// <param name="MayBeEmpty">Whether empty means not set.</param>
    private sealed record Setting(string Name, string Allowed, Func<string, bool> Allows, bool MayBeEmpty = true);
}
