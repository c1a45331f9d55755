using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Rollout.Notifications.Delivery;
using Rollout.Testing;

namespace Rollout.Notifications.Tests.Delivery;

/// <summary>Signing in with OAuth 2: a token from the directory, and XOAUTH2 at the mail server.</summary>
public sealed class AccessTokensTests
{
    [Fact]
    public async Task A_token_is_asked_for_once_and_shown_to_the_mail_server()
    {
        var asked = new List<string>();
        await using var directory = await DirectoryAsync(async context =>
        {
            asked.Add(await new StreamReader(context.Request.Body).ReadToEndAsync());
            await context.Response.WriteAsJsonAsync(new { access_token = "the-token", expires_in = 3600, token_type = "Bearer" });
        });
        await using var sink = new SmtpSink();
        var transport = Transport(sink, directory);

        Assert.Equal(DeliveryResult.Sent, await SendAsync(transport));
        Assert.Equal(DeliveryResult.Sent, await SendAsync(transport));

        var form = Assert.Single(asked);
        Assert.Contains("grant_type=client_credentials", form, StringComparison.Ordinal);
        Assert.Contains("scope=https%3A%2F%2Foutlook.office365.com%2F.default", form, StringComparison.Ordinal);
        var shown = sink.Heard.Where(line => line.StartsWith("AUTH XOAUTH2 ", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, shown.Count);
        Assert.Equal("user=rollout@debrug.example\u0001auth=Bearer the-token\u0001\u0001", Encoding.UTF8.GetString(Convert.FromBase64String(shown[0][13..])));
    }

    [Fact]
    public async Task A_secret_that_has_ended_is_said_in_the_directorys_words()
    {
        await using var directory = await DirectoryAsync(async context =>
        {
            context.Response.StatusCode = 401;
            await context.Response.WriteAsJsonAsync(new { error = "invalid_client", error_description = "AADSTS7000222: The provided client secret keys are expired.\nTrace" });
        });
        await using var sink = new SmtpSink();

        var delivery = await SendAsync(Transport(sink, directory));

        Assert.Equal((DeliveryStatus.Unavailable, MailProblem.SignIn), (delivery.DeliveryStatus, delivery.Problem));
        Assert.Contains("AADSTS7000222: The provided client secret keys are expired.", delivery.FailureReason, StringComparison.Ordinal);
        Assert.DoesNotContain("the-secret", delivery.FailureReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_that_answers_something_else_is_a_problem_with_signing_in()
    {
        await using var directory = await DirectoryAsync(context =>
        {
            context.Response.StatusCode = 502;
            return context.Response.WriteAsync("<html>");
        });
        await using var sink = new SmtpSink();

        Assert.Equal(MailProblem.SignIn, (await SendAsync(Transport(sink, directory))).Problem);
    }

    private static SmtpTransport Transport(SmtpSink sink, WebApplication directory) => new(
        new MailSettings
        {
            Postbox = "smtp", Host = "localhost", Port = sink.Port, Security = "none", User = "rollout@debrug.example", ClientId = "the-client", ClientSecret = "the-secret",
            TokenAddress = new Uri(directory.Urls.First() + "/token"),
        },
        "rollout.debrug.example",
        SmtpTimeouts.Default);

    private static async Task<DeliveryResult> SendAsync(SmtpTransport transport)
    {
        await using var session = transport.Open();
        using var mail = await Mails.RenderAsync(Mails.Service());
        return await session.SendAsync(mail, default);
    }

    private static async Task<WebApplication> DirectoryAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return app;
    }
}
