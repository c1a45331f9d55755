using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Json;
using System.Text.Json.Serialization;

namespace Rollout.Notifications.Delivery;

/// <summary>
/// OAuth 2 access tokens for the mailbox, by the client credentials flow (RFC 6749, 4.4). One is kept until shortly before it ends.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore holds nothing of the system: its wait handle is never asked for.")]
internal sealed class AccessTokens(MailSettings settings)
{
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
            KeyValuePair.Create("scope", settings.Scope),
        ]);
        using var answer = await Http.PostAsync(settings.TokenAddressOrUsual, question, ct);
        if (!answer.IsSuccessStatusCode)
        {
            // RFC 6749, 5.2: "error" and "error_description" say what is wrong with the client, and repeat no secret.
            throw new HttpRequestException($"{settings.TokenAddressOrUsual.Host}: {await WhyAsync(answer, ct)}", null, answer.StatusCode);
        }

        return await answer.Content.ReadFromJsonAsync<Answer>(ct) ?? throw new HttpRequestException("The directory answered nothing.");
    }

    private static async Task<string> WhyAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        try
        {
            var refusal = await answer.Content.ReadFromJsonAsync<Refusal>(ct);
            return $"{refusal?.Error} {refusal?.Description?.Split('\n')[0]}".Trim();
        }
        catch (System.Text.Json.JsonException)
        {
            return $"{(int)answer.StatusCode}";
        }
    }

    private sealed record Refusal([property: JsonPropertyName("error")] string? Error, [property: JsonPropertyName("error_description")] string? Description);

    private sealed record Answer([property: JsonPropertyName("access_token")] string AccessToken, [property: JsonPropertyName("expires_in")] int ExpiresIn);
}
