using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using NodaTime;
using Rollout.Notifications.Delivery;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.Notifications.Tests.Delivery;

/// <summary>A provider of text messages answers as real ones do, refuses, asks to wait, breaks, stalls or is away; the outbox is told what that means.</summary>
public sealed class TextMessageGatewayTests : IAsyncLifetime
{
    private readonly List<(string Path, string? Authorization, string Body)> _got = [];
    private WebApplication _provider = null!;
    private Func<HttpContext, Task> _answers = _ => Task.CompletedTask;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _provider = builder.Build();
        _provider.Run(async http =>
        {
            using var reader = new StreamReader(http.Request.Body);
            _got.Add((http.Request.Path, http.Request.Headers.Authorization, await reader.ReadToEndAsync()));
            await _answers(http);
        });
        await _provider.StartAsync();
    }

    public async Task DisposeAsync() => await _provider.DisposeAsync();

    [Theory]
    [InlineData("twilio", "/2010-04-01/Accounts/AC1/Messages.json", "Basic QUMxOnNlY3JldA==", "To=%2B32470123456&From=DeBrug&Body=Have+a+look")]
    [InlineData("messagebird", "/messages", "AccessKey secret", "\"recipients\":[\"32470123456\"],\"body\":\"Have a look\"")]
    public async Task Each_provider_is_spoken_to_in_its_own_shape(string provider, string path, string authorization, string body)
    {
        _answers = http => Answer(http, 201);

        Assert.Equal(DeliveryStatus.Sent, (await SendAsync(provider)).DeliveryStatus);
        var got = Assert.Single(_got);
        Assert.Equal((path, authorization), (got.Path, got.Authorization));
        Assert.Contains(body, got.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, DeliveryStatus.Refused)] // no such number
    [InlineData(422, DeliveryStatus.Refused)]
    [InlineData(401, DeliveryStatus.Deferred)] // our settings, not the person's number
    [InlineData(402, DeliveryStatus.Deferred)]
    [InlineData(429, DeliveryStatus.Deferred)]
    [InlineData(503, DeliveryStatus.Deferred)]
    [InlineData(500, DeliveryStatus.Unknown)] // may have left
    [InlineData(502, DeliveryStatus.Unknown)]
    public async Task An_answer_says_whether_it_is_tried_again(int status, DeliveryStatus expected)
    {
        _answers = http => Answer(http, status);
        var result = await SendAsync("twilio");

        Assert.Equal(expected, result.DeliveryStatus);
        Assert.DoesNotContain("secret", result.FailureReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_wait_a_provider_asks_for_is_kept()
    {
        _answers = http =>
        {
            http.Response.Headers.RetryAfter = "1800";
            return Answer(http, 429);
        };
        var result = await SendAsync("messagebird");

        Assert.Equal(Duration.FromMinutes(30), result.RetryAfter);
        Assert.Equal(A.Monday + Duration.FromMinutes(30), RetryPolicy.Of(Message(), result, othersLeave: true, A.Monday, chance: 0).TryAgainAt);
    }

    [Fact]
    public async Task What_was_handed_over_before_the_line_broke_or_stalled_is_unknown_and_nobody_there_is_tried_again()
    {
        _answers = http =>
        {
            http.Abort();
            return Task.CompletedTask;
        };
        Assert.Equal(DeliveryStatus.Unknown, (await SendAsync("twilio")).DeliveryStatus);

        _answers = http => Task.Delay(Timeout.Infinite, http.RequestAborted);
        Assert.Equal(DeliveryStatus.Unknown, (await SendAsync("twilio", longest: TimeSpan.FromMilliseconds(300))).DeliveryStatus);

        await _provider.StopAsync();
        Assert.Equal(DeliveryStatus.Deferred, (await SendAsync("twilio")).DeliveryStatus);
    }

    private static Task Answer(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsync("{\"message\":\"so it is\"}");
    }

    private async Task<DeliveryResult> SendAsync(string provider, TimeSpan? longest = null)
    {
        var address = new Uri(_provider.Urls.First());
        using var http = new HttpClient { Timeout = longest ?? TimeSpan.FromSeconds(10) };
        using var gateway = new TextMessageGateway(new TextMessageSettings { Provider = provider, Address = address, Account = "AC1", Secret = "secret", From = "DeBrug" }, http, TimeProvider.System);
        return await gateway.SendAsync(Message(), CancellationToken.None);
    }

    private static OutboxMessage Message() => OutboxMessage.Nudge(
        OutboxMessageId.New(), "nudge:x", "rule-x", new Recipient(null, "+32470123456", "Els Klein"),
        new EmailContent { Language = "en", BrandName = "De Brug", Brand = "#0a5", Subject = "Hello", Greeting = "Hello", Paragraphs = [], Signature = "", ShortText = "Have a look" }, A.Monday, A.Monday, A.Monday + Duration.FromDays(2), channel: Domain.Nudges.MessageChannel.TextMessage);
}
