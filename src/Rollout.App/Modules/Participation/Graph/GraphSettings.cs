namespace Rollout.App.Modules.Participation.Graph;

/// <summary>How reports are fetched from Microsoft Graph: three settings, of which the last is a secret or a certificate.</summary>
/// <param name="Tenant">The directory's id or domain; null where no reports are fetched.</param>
/// <param name="Client">The id of the application that may read reports (Reports.Read.All).</param>
/// <param name="Secret">Its secret; null with a certificate.</param>
/// <param name="Certificate">The file of its certificate with the private key, in PKCS #12; null with a secret.</param>
/// <param name="CertificatePassword">The password of that file, if it has one.</param>
/// <param name="Reports">The reports to fetch.</param>
/// <param name="Address">Where Graph is. Only tests, and national clouds, have another.</param>
/// <param name="SignIn">Where tokens are given.</param>
public sealed record GraphSettings(string? Tenant, string? Client, string? Secret, string? Certificate, string? CertificatePassword, IReadOnlyList<GraphReport> Reports, Uri Address, Uri SignIn)
{
    /// <summary>Whether enough is set to fetch reports.</summary>
    public bool IsOn => Tenant is not null && Client is not null && (Secret is not null || Certificate is not null);

    public static GraphSettings Read(IConfiguration configuration)
    {
        var graph = configuration.GetSection("Graph");
        string? Of(string name) => string.IsNullOrWhiteSpace(graph[name]) ? null : graph[name]!.Trim();
        return new GraphSettings(
            Of("Tenant"), Of("Client"), Of("Secret"), Of("Certificate"), Of("CertificatePassword"), (graph.Get<GraphReportNames>() ?? new()).Known, new Uri(Of("Address") ?? "https://graph.microsoft.com"), new Uri(Of("SignIn") ?? "https://login.microsoftonline.com"));
    }
}

/// <summary>The names of the reports to fetch.</summary>
public sealed class GraphReportNames
{
    public string Reports { get; init; } = GraphReport.All[0].Source;

    /// <summary>Whether all of them are names of reports.</summary>
    public bool AreKnown => Array.TrueForAll(Names, name => GraphReport.All.Any(r => r.Source == name));

    internal IReadOnlyList<GraphReport> Known => [.. GraphReport.All.Where(r => Names.Contains(r.Source))];

    private string[] Names => Reports.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
