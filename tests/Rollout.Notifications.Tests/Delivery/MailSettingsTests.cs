using Microsoft.Extensions.Configuration;
using Rollout.Notifications.Delivery;

namespace Rollout.Notifications.Tests.Delivery;

public sealed class MailSettingsTests
{
    [Fact]
    public void Without_settings_mails_go_to_the_folder() => Assert.Empty(Check());

    [Theory]
    [InlineData("Mail:Postbox", "Postbox", "pigeon")]
    [InlineData("Mail:From", "From", "not an address")]
    [InlineData("Mail:ReplyTo", "ReplyTo", "a@b@c")]
    [InlineData("Mail:Host", "Postbox", "smtp")]
    [InlineData("Mail:Port", "Postbox", "smtp", "Host", "mail.example", "Port", "70000")]
    [InlineData("Mail:Security", "Postbox", "smtp", "Host", "mail.example", "Security", "ssl")]
    [InlineData("Mail:Connections", "Postbox", "smtp", "Host", "mail.example", "Connections", "0")]
    [InlineData("Mail:User", "Postbox", "smtp", "Host", "mail.example", "Password", "secret")]
    [InlineData("Mail:Postbox", "Postbox", "mailkit", "Host", "mail.example")]
    [InlineData("Mail:From", "From", "Rollout <rollout@debrug.example>")]
    [InlineData("Mail:From", "From", "rollout.@debrug.example")]
    [InlineData("Mail:From", "From", "rollout")]
    [InlineData("Mail:ClientId", "Postbox", "smtp", "Host", "mail.example", "User", "u", "ClientId", "c", "TenantId", "t")]
    [InlineData("Mail:ClientId", "Postbox", "smtp", "Host", "mail.example", "User", "u", "ClientId", "c", "ClientSecret", "s")]
    [InlineData("Mail:LocalDomain", "Postbox", "smtp", "Host", "mail.example", "LocalDomain", "my machine")]
    [InlineData("Mail:Dkim:KeyFile", "Dkim:Selector", "2026")]
    [InlineData("Mail:Dkim:Selector", "Dkim:KeyFile", "/no/such/key.pem")]
    [InlineData("Mail:Dkim:KeyFile", "Dkim:Selector", "2026", "Dkim:KeyFile", "/no/such/key.pem")]
    public void A_setting_that_cannot_be_is_named(string named, params string[] settings) =>
        Assert.Contains(Check(settings), trouble => trouble.Setting == named);

    [Theory]
    [InlineData("Postbox", "smtp", "Host", "mail.example", "Security", "tls")]
    [InlineData("Postbox", "smtp", "Host", "mail.example", "User", "u", "ClientId", "c", "TenantId", "t", "ClientSecret", "s")]
    [InlineData("Postbox", "smtp", "Host", "mail.example", "User", "u", "ClientId", "c", "TokenAddress", "https://login.example/token", "ClientSecret", "s")]
    public void Settings_that_work_together_are_taken(params string[] settings) => Assert.Empty(Check(settings));

    [Fact]
    public void A_key_file_that_holds_something_else_is_named()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");

        Assert.Equal("Mail:Dkim:KeyFile", Assert.Single(Check("Dkim:Selector", "2026", "Dkim:KeyFile", file)).Setting);
        File.Delete(file);
    }

    [Fact]
    public void What_is_wrong_never_repeats_a_secret() =>
        Assert.DoesNotContain("hunter2", string.Join(' ', Check("Postbox", "smtp", "Password", "hunter2")), StringComparison.Ordinal);

    private static List<MailSettingsError> Check(params string[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Chunk(2).Select(s => KeyValuePair.Create(s[0], (string?)s[1]))).Build();
        return [.. MailSettingsCheck.TroubleWith(configuration.Get<MailSettings>() ?? new MailSettings())];
    }
}
