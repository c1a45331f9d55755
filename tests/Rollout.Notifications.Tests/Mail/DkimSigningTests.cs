using System.Security.Cryptography;
using System.Text;
using MimeKit;
using MimeKit.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Security;
using Rollout.Notifications.Delivery;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Tests.Delivery;
using Rollout.Testing;

namespace Rollout.Notifications.Tests.Mail;

public sealed class DkimSigningTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();
    private readonly RSA _key = RSA.Create(2048);

    public DkimSigningTests() => File.WriteAllText(_file, _key.ExportRSAPrivateKeyPem());

    public void Dispose()
    {
        _key.Dispose();
        File.Delete(_file);
    }

    [Fact]
    public async Task A_signed_mail_is_valid_as_a_server_got_it()
    {
        await using var sink = new SmtpSink();
        using var mail = await SignedAsync();
        await using (var session = SmtpTransportTests.Transport(sink.Port).Open())
        {
            Assert.Equal(DeliveryResult.Sent, await session.SendAsync(mail, default));
        }

        Assert.True(await IsValidAsync(Assert.Single(sink.Mails)));
    }

    [Theory]
    [InlineData("Subject: ")]
    [InlineData("List-Unsubscribe: <")]
    [InlineData("canteen")]
    public async Task What_is_changed_on_the_way_breaks_the_signature(string changed)
    {
        using var mail = await SignedAsync();
        var text = Encoding.UTF8.GetString(mail.Bytes.Span);

        Assert.Contains(changed, text, StringComparison.Ordinal);
        Assert.False(await IsValidAsync(text.Replace(changed, changed + "X", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_key_in_the_newer_form_signs_too()
    {
        await File.WriteAllTextAsync(_file, _key.ExportPkcs8PrivateKeyPem());
        using var mail = await SignedAsync();

        Assert.True(await IsValidAsync(Encoding.UTF8.GetString(mail.Bytes.Span)));
    }

    private async Task<RenderedMail> SignedAsync()
    {
        var sender = Mails.Sender with { Signing = new DkimSigning("debrug.example", "2026", _file) };
        await using var composing = new MailRenderer(sender, new StoppedClock(A.Monday)).Open();
        return await composing.RenderAsync(Mails.Nudge());
    }

    private async Task<bool> IsValidAsync(string text)
    {
        var mail = MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(text)));
        var signature = mail.Headers.Single(header => header.Id == HeaderId.DkimSignature);
        Assert.Contains("d=debrug.example", signature.Value, StringComparison.Ordinal);
        return await new DkimVerifier(new Published(_key)).VerifyAsync(mail, signature);
    }

    private sealed class Published(RSA key) : IDkimPublicKeyLocator
    {
        public AsymmetricKeyParameter LocatePublicKey(string methods, string domain, string selector, CancellationToken cancellationToken = default)
        {
            Assert.Equal(("debrug.example", "2026"), (domain, selector));
            return DotNetUtilities.GetRsaPublicKey(key);
        }

        public Task<AsymmetricKeyParameter> LocatePublicKeyAsync(string methods, string domain, string selector, CancellationToken cancellationToken = default) =>
            Task.FromResult(LocatePublicKey(methods, domain, selector, cancellationToken));
    }
}
