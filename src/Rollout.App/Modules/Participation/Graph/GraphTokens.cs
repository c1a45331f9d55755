using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime;

namespace Rollout.App.Modules.Participation.Graph;

/// <summary>Access tokens for Graph by the client credentials flow (RFC 6749, 4.4), with a secret or an assertion signed by a certificate (RFC 7523).</summary>
internal sealed class GraphTokens(GraphSettings settings, HttpClient http, IClock clock)
{
    private static readonly Duration Margin = Duration.FromMinutes(5);
    private static readonly Duration AssertionLives = Duration.FromMinutes(5);

    private string _token = "";
    private Instant _until = Instant.MinValue;

    /// <exception cref="GraphException">The directory gives none.</exception>
    public async Task<string> GetAsync(CancellationToken ct)
    {
        if (clock.GetCurrentInstant() >= _until)
        {
            var address = new Uri(settings.SignIn, $"/{Uri.EscapeDataString(settings.Tenant!)}/oauth2/v2.0/token");
            using var question = new FormUrlEncodedContent(Question(address));
            using var answer = await http.PostAsync(address, question, ct);
            if (!answer.IsSuccessStatusCode)
            {
                throw new GraphException(GraphProblem.SignInRefused);
            }

            var token = await answer.Content.ReadFromJsonAsync<Token>(ct) ?? throw new GraphException(GraphProblem.SignInRefused);
            (_token, _until) = (token.AccessToken, clock.GetCurrentInstant() + Duration.FromSeconds(token.ExpiresIn) - Margin);
        }

        return _token;
    }

    private IEnumerable<KeyValuePair<string, string>> Question(Uri address)
    {
        yield return new("grant_type", "client_credentials");
        yield return new("client_id", settings.Client!);
        yield return new("scope", new Uri(settings.Address, "/.default").AbsoluteUri);
        if (settings.Certificate is { } file)
        {
            yield return new("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
            yield return new("client_assertion", Assertion(file, address));
        }
        else
        {
            yield return new("client_secret", settings.Secret!);
        }
    }

    private string Assertion(string file, Uri address)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadPkcs12FromFile(file, settings.CertificatePassword);
            using var key = certificate.GetRSAPrivateKey() ?? throw new GraphException(GraphProblem.CertificateUnreadable);
            var now = clock.GetCurrentInstant();
            var header = new Dictionary<string, string> { ["alg"] = "PS256", ["typ"] = "JWT", ["x5t#S256"] = WebEncoders.Base64UrlEncode(certificate.GetCertHash(HashAlgorithmName.SHA256)) };
            var claims = new Dictionary<string, object>
            {
                ["aud"] = address.AbsoluteUri, ["iss"] = settings.Client!, ["sub"] = settings.Client!, ["jti"] = Guid.CreateVersion7(),
                ["nbf"] = now.ToUnixTimeSeconds(), ["exp"] = (now + AssertionLives).ToUnixTimeSeconds(),
            };
            var signed = WebEncoders.Base64UrlEncode(JsonSerializer.SerializeToUtf8Bytes(header)) + "." + WebEncoders.Base64UrlEncode(JsonSerializer.SerializeToUtf8Bytes(claims));
            return signed + "." + WebEncoders.Base64UrlEncode(key.SignData(System.Text.Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pss));
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new GraphException(GraphProblem.CertificateUnreadable);
        }
    }

    private sealed record Token([property: JsonPropertyName("access_token")] string AccessToken, [property: JsonPropertyName("expires_in")] int ExpiresIn);
}
