#if MAILKIT
using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Json;
using System.Text.Json.Serialization;

namespace Rollout.Notifications.Postboxes;

/// <summary>
/// OAuth 2 access tokens for a mailbox at Exchange Online, by the client credentials flow (RFC 6749, 4.4). One is kept until shortly before it ends.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore holds nothing of the system: its wait handle is never asked for.")]
internal sealed class AccessTokens(MailSettings settings)
{
    private const string Scope = "https://outlook.office365.com/.default";
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(30) };
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);
    private readonly SemaphoreSlim _one = new(1);
    private string _token = "";
    private long _until;

    /// <exception cref="HttpRequestException">The directory gave none.</exception>
    public async Task<string> GetAsync(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            if (Environment.TickCount64 >= _until)
            {
                var answer = await AskAsync(ct);
                (_token, _until) = (answer.AccessToken, Environment.TickCount64 + (long)(TimeSpan.FromSeconds(answer.ExpiresIn) - Margin).TotalMilliseconds);
            }

            return _token;
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<Answer> AskAsync(CancellationToken ct)
    {
        using var question = new FormUrlEncodedContent(
        [
            KeyValuePair.Create("grant_type", "client_credentials"),
            KeyValuePair.Create("client_id", settings.ClientId!),
            KeyValuePair.Create("client_secret", settings.ClientSecret!),
            KeyValuePair.Create("scope", Scope),
        ]);
        using var answer = await Http.PostAsync(new Uri($"https://login.microsoftonline.com/{Uri.EscapeDataString(settings.TenantId!)}/oauth2/v2.0/token"), question, ct);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<Answer>(ct) ?? throw new HttpRequestException("The directory answered nothing.");
    }

    private sealed record Answer([property: JsonPropertyName("access_token")] string AccessToken, [property: JsonPropertyName("expires_in")] int ExpiresIn);
}
#endif
